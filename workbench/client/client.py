"""The clients. What they share is in BaseClient; what is left differs in `async` and `await`."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .auth import Auth, BasicAuth
from .backend import Backend, running_backend
from .body import Content, FormTypes
from .drive import adrive, drive
from .flow import Discard, Flow, ReadBody, ReadRequest, Rules, Send, Step, exchange_flow
from .headers import Headers, HeaderTypes, raw_items
from .limits import Limits
from .options import (
    USE_CLIENT_DEFAULT,
    AuthTypes,
    BodyOptions,
    SendOptions,
    SSEOptions,
    StreamOptions,
    UseClientDefault,
    WebSocketOptions,
    auth_of,
)
from .query import QueryParams, QueryParamTypes
from .request import EXPECT_BODY, Request
from .response import AsyncResponse, Response
from .timeout import Timeout, TimeoutTypes
from .tls import VerifyTypes
from .transport import AsyncHTTPTransport, HTTPTransport
from .url import URL, cached_url

if TYPE_CHECKING:
    from .event_source import AsyncEventSource, EventSource
    from .websocket.asynchronous import AsyncWebSocket
    from .websocket.sync import WebSocket

Hooks = Mapping[str, list[Callable[..., Any]]]
OWN_HEADERS: list[tuple[bytes, bytes]] = [
    (b"Accept", b"*/*"),
    (b"Accept-Encoding", b"gzip, deflate"),
    (b"Connection", b"keep-alive"),
    (b"User-Agent", b"workbench"),
]


class BaseClient:
    """Settings for requests, and how requests are made from them."""

    def __init__(
        self,
        *,
        auth: AuthTypes | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        timeout: TimeoutTypes = 5.0,
        follow_redirects: bool = False,
        max_redirects: int = 20,
        event_hooks: Hooks | None = None,
        base_url: URL | str = "",
    ) -> None:
        self.auth = auth
        self.params = params
        self.headers = headers
        self.timeout = timeout
        self.follow_redirects = follow_redirects
        self.max_redirects = max_redirects
        self.event_hooks = {} if event_hooks is None else event_hooks
        self.base_url = base_url
        self.is_closed = False

    @property
    def auth(self) -> Auth | None:
        """The credentials of requests that bring none."""
        return self._auth

    @auth.setter
    def auth(self, auth: AuthTypes | None) -> None:
        self._auth = auth_of(auth)

    @property
    def params(self) -> QueryParams:
        """Query parameters that every request gets."""
        return self._params

    @params.setter
    def params(self, params: QueryParamTypes | None) -> None:
        self._params = QueryParams(params)

    @property
    def headers(self) -> Headers:
        """Headers that every request gets."""
        return self._headers

    @headers.setter
    def headers(self, headers: HeaderTypes | None) -> None:
        self._headers = Headers.of(OWN_HEADERS.copy())
        self._headers.update(headers)

    @property
    def timeout(self) -> Timeout:
        """The time limits of requests that bring none."""
        return self._timeout

    @timeout.setter
    def timeout(self, timeout: TimeoutTypes) -> None:
        self._timeout = Timeout(timeout)

    @property
    def event_hooks(self) -> dict[str, list[Callable[..., Any]]]:
        """Functions to call with each request before and each response after it is sent."""
        return self._event_hooks

    @event_hooks.setter
    def event_hooks(self, hooks: Hooks) -> None:
        unknown = set(hooks) - {"request", "response"}
        if unknown:
            raise ValueError(f"event hooks are 'request' and 'response', not {sorted(unknown)}")
        self._event_hooks = {
            "request": list(hooks.get("request", ())),
            "response": list(hooks.get("response", ())),
        }

    @property
    def base_url(self) -> URL:
        """What relative URLs are appended to."""
        return self._base_url

    @base_url.setter
    def base_url(self, url: URL | str) -> None:
        base = URL(url)
        if base.is_absolute_url and not base.raw_path.endswith(b"/"):
            base = base.copy_with(raw_path=base.raw_path + b"/")
        self._base_url = base

    def build_request(
        self,
        method: str,
        url: URL | str,
        *,
        content: Content | None = None,
        data: FormTypes | None = None,
        json: Any | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        timeout: TimeoutTypes | UseClientDefault = USE_CLIENT_DEFAULT,
        extensions: Mapping[str, Any] | None = None,
    ) -> Request:
        """Return a request with the client's settings merged in."""
        target = self._merged_url(url)
        if self._params or params is not None:
            merged = self._params.merge(params)
            target = target.copy_merge_params(merged) if merged else target
        limits = self._timeout if isinstance(timeout, UseClientDefault) else Timeout(timeout)
        carried = {"timeout": limits.as_dict(), **(extensions or {})}
        fields = self._merged_headers(headers)
        verb = method.upper()
        if content is None and data is None and json is None and verb not in EXPECT_BODY:
            return Request.plain(verb, target, fields, carried)
        return Request(
            verb, target, headers=fields, content=content, data=data, json=json, extensions=carried
        )

    def _merged_url(self, url: URL | str) -> URL:
        given = url if isinstance(url, URL) else cached_url(url)
        if given.is_absolute_url or not self._base_url.is_absolute_url:
            return given
        path = self._base_url.raw_path + given.raw_path.lstrip(b"/")
        return self._base_url.copy_with(raw_path=path)

    def _merged_headers(self, headers: HeaderTypes | None) -> Headers:
        merged = self._headers.raw.copy()
        if headers is not None:
            given = raw_items(headers)
            names = {name.lower() for name, _ in given}
            merged = [item for item in merged if item[0].lower() not in names]
            merged += given
        return Headers.of(merged)

    def _flow(
        self,
        request: Request,
        auth: AuthTypes | UseClientDefault | None,
        follow_redirects: bool | UseClientDefault,
    ) -> Flow:
        """Start the clock of an exchange and return its decisions."""
        if self.is_closed:
            raise RuntimeError("the client is closed; make a new one")
        total = (request.extensions.get("timeout") or {}).get("total")
        if total is not None:
            request.extensions = {**request.extensions, "deadline": perf_counter() + total}
        follow = self.follow_redirects
        if not isinstance(follow_redirects, UseClientDefault):
            follow = follow_redirects
        chosen = self._auth if isinstance(auth, UseClientDefault) else auth_of(auth)
        if chosen is None and request.url.userinfo:
            chosen = BasicAuth(request.url.username, request.url.password)
        rules = Rules(follow, self.max_redirects, self._headers)
        return exchange_flow(request, rules, chosen)


class AsyncClient(BaseClient):
    """An HTTP client for asyncio and trio, with a pool of connections.

    Use it as `async with AsyncClient() as client`, or call `aclose()` when done.
    """

    def __init__(
        self,
        *,
        verify: VerifyTypes = True,
        limits: Limits | None = None,
        backend: Backend | None = None,
        auth: AuthTypes | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        timeout: TimeoutTypes = 5.0,
        follow_redirects: bool = False,
        max_redirects: int = 20,
        event_hooks: Hooks | None = None,
        base_url: URL | str = "",
    ) -> None:
        super().__init__(
            auth=auth,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
            max_redirects=max_redirects,
            event_hooks=event_hooks,
            base_url=base_url,
        )
        self._transport = AsyncHTTPTransport(verify=verify, limits=limits, backend=backend)

    async def send(
        self,
        request: Request,
        *,
        stream: bool = False,
        auth: AuthTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        follow_redirects: bool | UseClientDefault = USE_CLIENT_DEFAULT,
    ) -> AsyncResponse:
        """Send a request and return its response, the body read unless `stream` is set."""
        response = await adrive(self._flow(request, auth, follow_redirects), self._perform)
        assert isinstance(response, AsyncResponse)
        if not stream:
            try:
                await response.aread()
            except BaseException:
                await response.aclose()
                raise
        return response

    async def _perform(self, step: Step) -> Any:
        match step:
            case Send(request, fresh):
                return await self._exchange(request, fresh)
            case Discard(response):
                await response.adiscard()
            case ReadBody(response):
                await response.aread()
            case ReadRequest(request):
                await request.aread()
        return None

    async def _exchange(self, request: Request, fresh: bool) -> Response:
        for hook in self._event_hooks["request"]:
            await hook(request)
        carried = request.extensions
        if fresh:
            request.extensions = {**carried, "fresh_connection": True}
        try:
            response = await self._transport.handle_async_request(request)
        finally:
            request.extensions = carried  # the next hop may use a kept connection again
        try:
            for hook in self._event_hooks["response"]:
                await hook(response)
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
        data: FormTypes | None = None,
        json: Any | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        auth: AuthTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        follow_redirects: bool | UseClientDefault = USE_CLIENT_DEFAULT,
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
            json=json,
            params=params,
            headers=headers,
            timeout=timeout,
            extensions=extensions,
        )
        return await self.send(request, stream=stream, auth=auth, follow_redirects=follow_redirects)

    @asynccontextmanager
    async def stream(
        self, method: str, url: URL | str, **options: Unpack[StreamOptions]
    ) -> AsyncIterator[AsyncResponse]:
        """Send a request and give its response unread for the length of a block."""
        response = await self.request(method, url, stream=True, **options)
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

    async def aclose(self) -> None:
        """Close the client and its connections."""
        self.is_closed = True
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()


class Client(BaseClient):
    """An HTTP client with a pool of connections, safe to share between threads.

    Use it as `with Client() as client`, or call `close()` when done. Inside an
    event loop its calls raise an error: use AsyncClient there.
    """

    def __init__(
        self,
        *,
        verify: VerifyTypes = True,
        limits: Limits | None = None,
        auth: AuthTypes | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        timeout: TimeoutTypes = 5.0,
        follow_redirects: bool = False,
        max_redirects: int = 20,
        event_hooks: Hooks | None = None,
        base_url: URL | str = "",
    ) -> None:
        super().__init__(
            auth=auth,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
            max_redirects=max_redirects,
            event_hooks=event_hooks,
            base_url=base_url,
        )
        self._transport = HTTPTransport(verify=verify, limits=limits)

    def send(
        self,
        request: Request,
        *,
        stream: bool = False,
        auth: AuthTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        follow_redirects: bool | UseClientDefault = USE_CLIENT_DEFAULT,
    ) -> Response:
        """Send a request and return its response, the body read unless `stream` is set."""
        if running_backend() is not None:
            raise RuntimeError(
                "a sync call would block the running event loop; use AsyncClient and await it"
            )
        response = drive(self._flow(request, auth, follow_redirects), self._perform)
        if not stream:
            try:
                response.read()
            except BaseException:
                response.close()
                raise
        return response

    def _perform(self, step: Step) -> Any:
        match step:
            case Send(request, fresh):
                return self._exchange(request, fresh)
            case Discard(response):
                response.discard()
            case ReadBody(response):
                response.read()
            case ReadRequest(request):
                request.read()
        return None

    def _exchange(self, request: Request, fresh: bool) -> Response:
        for hook in self._event_hooks["request"]:
            hook(request)
        carried = request.extensions
        if fresh:
            request.extensions = {**carried, "fresh_connection": True}
        try:
            response = self._transport.handle_request(request)
        finally:
            request.extensions = carried  # the next hop may use a kept connection again
        try:
            for hook in self._event_hooks["response"]:
                hook(response)
        except BaseException:
            response.close()
            raise
        return response

    def request(
        self,
        method: str,
        url: URL | str,
        *,
        content: Content | None = None,
        data: FormTypes | None = None,
        json: Any | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        auth: AuthTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        follow_redirects: bool | UseClientDefault = USE_CLIENT_DEFAULT,
        timeout: TimeoutTypes | UseClientDefault = USE_CLIENT_DEFAULT,
        extensions: Mapping[str, Any] | None = None,
        stream: bool = False,
    ) -> Response:
        """Build a request, send it and return its response."""
        request = self.build_request(
            method,
            url,
            content=content,
            data=data,
            json=json,
            params=params,
            headers=headers,
            timeout=timeout,
            extensions=extensions,
        )
        return self.send(request, stream=stream, auth=auth, follow_redirects=follow_redirects)

    @contextmanager
    def stream(
        self, method: str, url: URL | str, **options: Unpack[StreamOptions]
    ) -> Iterator[Response]:
        """Send a request and give its response unread for the length of a block."""
        response = self.request(method, url, stream=True, **options)
        try:
            yield response
        finally:
            response.close()

    @contextmanager
    def websocket(
        self, url: URL | str, **options: Unpack[WebSocketOptions]
    ) -> Iterator["WebSocket"]:
        """Open a WebSocket for the length of a block; ws:// and wss:// are http:// and https://.

        Options are `subprotocols`, those of a GET request, `max_message_size` (16 MiB),
        `compression` (True), and in seconds: `ping_interval` and `ping_timeout` (20, None
        for never), `close_timeout` (10). `timeout` limits the handshake and each write.
        Raises WebSocketUpgradeError if the server refuses.
        """
        from .websocket.opening import open_websocket

        with open_websocket(self, url, **options) as websocket:
            yield websocket

    @contextmanager
    def sse(
        self, method: str, url: URL | str, **options: Unpack[SSEOptions]
    ) -> Iterator["EventSource"]:
        """Give the server-sent events of a URL to iterate over, for the length of a block.

        A connection that ends or breaks is made again from the last event on, unless
        `reconnect` is False, after the time the server asks for; `max_reconnects` (5, None
        for any) limits vain ones in a row. Reads wait for ever unless `timeout` is given.
        Raises HTTPStatusError or SSEError if the server does not send events.
        """
        from .event_source import EventSource

        events = EventSource(self, method, url, **options)
        try:
            yield events
        finally:
            events.close()

    def get(self, url: URL | str, **options: Unpack[SendOptions]) -> Response:
        """Send a GET request."""
        return self.request("GET", url, **options)

    def options(self, url: URL | str, **options: Unpack[SendOptions]) -> Response:
        """Send an OPTIONS request."""
        return self.request("OPTIONS", url, **options)

    def head(self, url: URL | str, **options: Unpack[SendOptions]) -> Response:
        """Send a HEAD request."""
        return self.request("HEAD", url, **options)

    def post(self, url: URL | str, **options: Unpack[BodyOptions]) -> Response:
        """Send a POST request."""
        return self.request("POST", url, **options)

    def put(self, url: URL | str, **options: Unpack[BodyOptions]) -> Response:
        """Send a PUT request."""
        return self.request("PUT", url, **options)

    def patch(self, url: URL | str, **options: Unpack[BodyOptions]) -> Response:
        """Send a PATCH request."""
        return self.request("PATCH", url, **options)

    def delete(self, url: URL | str, **options: Unpack[SendOptions]) -> Response:
        """Send a DELETE request."""
        return self.request("DELETE", url, **options)

    def close(self) -> None:
        """Close the client and its connections."""
        self.is_closed = True
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()
