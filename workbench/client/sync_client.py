"""The client for threads. Its twin for tasks differs in `async` and `await`."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .aside import aside
from .backend import refuse_in_event_loop
from .base_client import BaseClient, Hooks, State
from .body import OTHER_KIND, Content, FormTypes, SyncByteStream
from .bound import bound, is_bound
from .cookies import CookieTypes
from .drive import drive
from .flow import Discard, ReadBody, ReadRequest, Send, Step
from .headers import HeaderTypes
from .hooks import call_hook
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
from .response import Response
from .response_body import DefaultEncoding
from .retry import RetryTypes
from .sync_transport import HTTPTransport
from .timeout import TimeoutTypes
from .tls import CertMap, CertTypes, VerifyTypes
from .transport import BaseTransport, check_transports
from .transport_options import ConnectionOptions, check_options, chosen_proxy
from .url import URL

if TYPE_CHECKING:
    from .event_source import EventSource
    from .parallel import Parallel
    from .websocket.sync import WebSocket
    from .wsgi import WSGIApp


class Client(BaseClient):
    """An HTTP client with a pool of connections, safe to share between threads.

    Use it as `with Client() as client`, or call `close()` when done. Inside an
    event loop its calls raise an error: use AsyncClient there.
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
        transport: BaseTransport | None = None,
        mounts: Mapping[str, BaseTransport | None] | None = None,
        app: "WSGIApp | None" = None,
        retries: RetryTypes | None = None,
        keep_cookies: bool = True,
        **options: Unpack[ConnectionOptions],
    ) -> None:
        check_options("Client", options, ConnectionOptions.__optional_keys__)
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
        check_transports("Client", "handle_request", given)
        self._mounts: Mounts[BaseTransport] = Mounts(mounts or {})
        self._transport: BaseTransport
        if transport is not None:
            self._transport = transport
        elif app is not None:
            from .wsgi import WSGITransport

            self._transport = WSGITransport(app)
        else:
            self._transport = HTTPTransport(
                verify=verify,
                cert=cert,
                trust_env=trust_env,
                http1=http1,
                http2=http2,
                limits=limits,
                proxy=chosen_proxy(proxy, trust_env, options),
                **options,
            )

    def send(
        self,
        request: Request,
        *,
        stream: bool = False,
        auth: AuthTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
        follow_redirects: bool | UseClientDefault = USE_CLIENT_DEFAULT,
        retries: RetryTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
    ) -> Response:
        """Send a request and return its response, the body read unless `stream` is set."""
        refuse_in_event_loop()
        response = drive(self._flow(request, auth, follow_redirects, retries), self._perform)
        if response.next_request is not None:
            response._send = self.send
        if not stream:
            try:
                response.read()
            except BaseException:
                response.close()
                raise
        return response

    def _perform(self, step: Step) -> Any:
        if isinstance(step, Send):  # which it mostly is: not worth matching patterns
            return self._exchange(step.request, step.fresh)
        match step:
            case Discard(response):
                return response.discard()
            case ReadBody(response):
                return response.read()
            case ReadRequest(request):
                return request.read()
            case _:
                return aside(step)

    def _exchange(self, request: Request, fresh: bool) -> Response:
        if not isinstance(request.stream, SyncByteStream):
            raise RuntimeError(OTHER_KIND)
        for hook in self._event_hooks["request"]:
            call_hook(hook, request)
        carried = request.extensions
        if fresh:
            request.extensions = {**carried, "fresh_connection": True}
        transport = self._transport
        if self._mounts.pairs:
            transport = self._mounts.find(request.url, transport)
        started = perf_counter()
        try:
            response = transport.handle_request(request)
        finally:
            request.extensions = carried  # the next hop may use a kept connection again
        if not is_bound(response, request, Response):
            response = bound(response, request, started)
        response.default_encoding = self._default_encoding
        try:
            for hook in self._event_hooks["response"]:
                call_hook(hook, response)
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
    ) -> Response:
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
            return self.send(request, stream=stream, auth=auth, follow_redirects=follow_redirects)
        return self.send(
            request,
            stream=stream,
            auth=auth,
            follow_redirects=follow_redirects,
            retries=retries,
        )

    @contextmanager
    def stream(
        self, method: str, url: URL | str, **options: Unpack[StreamOptions]
    ) -> Iterator[Response]:
        """Send a request and give its response unread for the length of a block."""
        building, sending = parted(options)
        request = self.build_request(method, url, **building)
        response = self.send(request, stream=True, **sending)
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

    def parallel(self, *, max_in_flight: int | None = None) -> "Parallel":
        """Return a block for requests that run at once; see `Parallel`."""
        from .parallel import Parallel

        return Parallel(self, max_in_flight=max_in_flight)

    def close(self) -> None:
        """Close the client and its connections."""
        if self._state is not State.CLOSED:
            self._state = State.CLOSED
            with ExitStack() as stack:
                for transport in self._transports():
                    stack.callback(transport.close)

    def _transports(self) -> list[BaseTransport]:
        mounted = [each for each in self._mounts.transports() if each is not self._transport]
        return [self._transport, *mounted]

    def __enter__(self) -> Self:
        self._enter()
        with ExitStack() as stack:
            for transport in self._transports():
                stack.enter_context(transport)
            self._entered = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self._state = State.CLOSED
        self._entered.__exit__(kind, error, traceback)
