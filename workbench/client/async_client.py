"""The client for tasks. Its twin for threads differs in `async` and `await`."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .aside import aaside
from .async_transport import AsyncHTTPTransport
from .backend import Backend
from .base_client import BaseClient, Hooks, State
from .body import OTHER_KIND, AsyncByteStream, Content, FormTypes
from .bound import abound, is_bound
from .cookies import CookieTypes
from .drive import adrive
from .flow import Discard, ReadBody, ReadRequest, Send, Step
from .headers import HeaderTypes
from .hooks import acall_hook
from .limits import Limits
from .mounts import Mounts
from .multipart import RequestFiles
from .options import (
    USE_CLIENT_DEFAULT,
    AuthTypes,
    BodyOptions,
    SendOptions,
    SSEOptions,
    StreamOptions,
    UseClientDefault,
    WebSocketOptions,
    parted,
)
from .proxy import ProxyTypes
from .query import QueryParamTypes
from .request import Request
from .response import AsyncResponse, Response
from .response_body import DefaultEncoding
from .retry import RetryTypes
from .timeout import TimeoutTypes
from .tls import CertMap, CertTypes, VerifyTypes
from .transport import AsyncBaseTransport, check_transports
from .transport_options import ConnectionOptions, check_options, chosen_proxy
from .url import URL

if TYPE_CHECKING:
    from .asgi import ASGIApp
    from .event_source import AsyncEventSource
    from .parallel_async import AsyncParallel
    from .websocket.asynchronous import AsyncWebSocket


class AsyncClient(BaseClient):
    """An HTTP client for asyncio and trio, with a pool of connections.

    Use it as `async with AsyncClient() as client`, or call `aclose()` when done.
    """

    def __init__(
        self,
        *,
        verify: VerifyTypes = True,
        cert: CertTypes | CertMap | None = None,
        http1: bool = True,
        http2: bool = False,
        proxy: ProxyTypes | None = None,
        trust_env: bool = True,
        limits: Limits | None = None,
        backend: Backend | None = None,
        auth: AuthTypes | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        cookies: CookieTypes | None = None,
        timeout: TimeoutTypes = 5.0,
        follow_redirects: bool = False,
        max_redirects: int = 20,
        event_hooks: Hooks | None = None,
        base_url: URL | str = "",
        default_encoding: DefaultEncoding = "utf-8",
        transport: AsyncBaseTransport | None = None,
        mounts: Mapping[str, AsyncBaseTransport | None] | None = None,
        app: "ASGIApp | None" = None,
        retries: RetryTypes | None = None,
        keep_cookies: bool = True,
        **options: Unpack[ConnectionOptions],
    ) -> None:
        check_options("AsyncClient", options, ConnectionOptions.__optional_keys__)
        super().__init__(
            auth=auth,
            params=params,
            headers=headers,
            cookies=cookies,
            timeout=timeout,
            follow_redirects=follow_redirects,
            max_redirects=max_redirects,
            event_hooks=event_hooks,
            base_url=base_url,
            default_encoding=default_encoding,
            trust_env=trust_env,
            retries=retries,
            keep_cookies=keep_cookies,
        )
        given = [transport, *(mounts or {}).values()]
        check_transports("AsyncClient", "handle_async_request", given)
        self._mounts: Mounts[AsyncBaseTransport] = Mounts(mounts or {})
        self._transport: AsyncBaseTransport
        if transport is not None:
            self._transport = transport
        elif app is not None:
            from .asgi import ASGITransport

            self._transport = ASGITransport(app, lifespan=True)
        else:
            self._transport = AsyncHTTPTransport(
                verify=verify,
                cert=cert,
                trust_env=trust_env,
                http1=http1,
                http2=http2,
                limits=limits,
                proxy=chosen_proxy(proxy, trust_env, options),
                backend=backend,
                **options,
            )

    async def send(
        self,
        request: Request,
        *,
        stream: bool = False,
        auth: AuthTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        follow_redirects: bool | UseClientDefault = USE_CLIENT_DEFAULT,
        retries: RetryTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
    ) -> AsyncResponse:
        """Send a request and return its response, the body read unless `stream` is set."""
        response = await adrive(self._flow(request, auth, follow_redirects, retries), self._perform)
        assert isinstance(response, AsyncResponse)
        if response.next_request is not None:
            response._send = self.send
        if not stream:
            try:
                await response.aread()
            except BaseException:
                await response.aclose()
                raise
        return response

    def _perform(self, step: Step) -> Any:
        if isinstance(step, Send):  # which it mostly is: not worth matching patterns
            return self._exchange(step.request, step.fresh)
        match step:
            case Discard(response):
                return response.adiscard()
            case ReadBody(response):
                return response.aread()
            case ReadRequest(request):
                return request.aread()
            case _:
                return aaside(step)

    async def _exchange(self, request: Request, fresh: bool) -> Response:
        if not isinstance(request.stream, AsyncByteStream):
            raise RuntimeError(OTHER_KIND)
        for hook in self._event_hooks["request"]:
            await acall_hook(hook, request)
        carried = request.extensions
        if fresh:
            request.extensions = {**carried, "fresh_connection": True}
        transport = self._transport
        if self._mounts.pairs:
            transport = self._mounts.find(request.url, transport)
        started = perf_counter()
        try:
            response = await transport.handle_async_request(request)
        finally:
            request.extensions = carried  # the next hop may use a kept connection again
        if not is_bound(response, request, AsyncResponse):
            response = abound(response, request, started)
        response.default_encoding = self._default_encoding
        try:
            for hook in self._event_hooks["response"]:
                await acall_hook(hook, response)
        except BaseException:
            await response.aclose()
            raise
        return response

    async def request(
        self,
        method: str,
        url: URL | str,
        *,
        content: Content | None = None,
        data: FormTypes | Content | None = None,
        files: RequestFiles | None = None,
        json: Any | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        cookies: CookieTypes | None = None,
        auth: AuthTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        follow_redirects: bool | UseClientDefault = USE_CLIENT_DEFAULT,
        retries: RetryTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        timeout: TimeoutTypes | UseClientDefault = USE_CLIENT_DEFAULT,
        extensions: Mapping[str, Any] | None = None,
        stream: bool = False,
    ) -> AsyncResponse:
        """Build a request, send it and return its response."""
        request = self.build_request(
            method,
            url,
            content=content,
            data=data,
            files=files,
            json=json,
            params=params,
            headers=headers,
            cookies=cookies,
            timeout=timeout,
            extensions=extensions,
        )
        if isinstance(retries, UseClientDefault):  # a subclass may override httpx's `send`
            return await self.send(
                request, stream=stream, auth=auth, follow_redirects=follow_redirects
            )
        return await self.send(
            request,
            stream=stream,
            auth=auth,
            follow_redirects=follow_redirects,
            retries=retries,
        )

    @asynccontextmanager
    async def stream(
        self, method: str, url: URL | str, **options: Unpack[StreamOptions]
    ) -> AsyncIterator[AsyncResponse]:
        """Send a request and give its response unread for the length of a block."""
        building, sending = parted(options)
        request = self.build_request(method, url, **building)
        response = await self.send(request, stream=True, **sending)
        try:
            yield response
        finally:
            await response.aclose()

    @asynccontextmanager
    async def websocket(
        self, url: URL | str, **options: Unpack[WebSocketOptions]
    ) -> AsyncIterator["AsyncWebSocket"]:
        """Open a WebSocket for the length of a block; ws:// and wss:// are http:// and https://.

        Options are `subprotocols`, those of a GET request, `max_message_size` (16 MiB),
        `compression` (True), and in seconds: `ping_interval` and `ping_timeout` (20, None
        for never), `close_timeout` (10). `timeout` limits the handshake and each write.
        Raises WebSocketUpgradeError if the server refuses.
        """
        from .websocket.opening import aopen_websocket

        async with await aopen_websocket(self, url, **options) as websocket:
            yield websocket

    @asynccontextmanager
    async def sse(
        self, method: str, url: URL | str, **options: Unpack[SSEOptions]
    ) -> AsyncIterator["AsyncEventSource"]:
        """Give the server-sent events of a URL to iterate over, for the length of a block.

        A connection that ends or breaks is made again from the last event on, unless
        `reconnect` is False, after the time the server asks for; `max_reconnects` (5, None
        for any) limits vain ones in a row. Reads wait for ever unless `timeout` is given.
        Raises HTTPStatusError or SSEError if the server does not send events.
        """
        from .event_source import AsyncEventSource

        events = AsyncEventSource(self, method, url, **options)
        await events.open()
        try:
            yield events
        finally:
            await events.aclose()

    async def get(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncResponse:
        """Send a GET request."""
        return await self.request("GET", url, **options)

    async def options(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncResponse:
        """Send an OPTIONS request."""
        return await self.request("OPTIONS", url, **options)

    async def head(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncResponse:
        """Send a HEAD request."""
        return await self.request("HEAD", url, **options)

    async def post(self, url: URL | str, **options: Unpack[BodyOptions]) -> AsyncResponse:
        """Send a POST request."""
        return await self.request("POST", url, **options)

    async def put(self, url: URL | str, **options: Unpack[BodyOptions]) -> AsyncResponse:
        """Send a PUT request."""
        return await self.request("PUT", url, **options)

    async def patch(self, url: URL | str, **options: Unpack[BodyOptions]) -> AsyncResponse:
        """Send a PATCH request."""
        return await self.request("PATCH", url, **options)

    async def delete(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncResponse:
        """Send a DELETE request."""
        return await self.request("DELETE", url, **options)

    def parallel(self, *, max_in_flight: int | None = None) -> "AsyncParallel":
        """Return a block for requests that run at once; see `AsyncParallel`."""
        from .parallel_async import AsyncParallel

        return AsyncParallel(self, max_in_flight=max_in_flight)

    async def aclose(self) -> None:
        """Close the client and its connections."""
        if self._state is not State.CLOSED:
            self._state = State.CLOSED
            async with AsyncExitStack() as stack:
                for transport in self._transports():
                    stack.push_async_callback(transport.aclose)

    def _transports(self) -> list[AsyncBaseTransport]:
        mounted = [each for each in self._mounts.transports() if each is not self._transport]
        return [self._transport, *mounted]

    async def __aenter__(self) -> Self:
        self._enter()
        async with AsyncExitStack() as stack:
            for transport in self._transports():
                await stack.enter_async_context(transport)
            self._entered = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self._state = State.CLOSED
        await self._entered.__aexit__(kind, error, traceback)
