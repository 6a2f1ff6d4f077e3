"""The clients. What they share is in BaseClient; what is left differs in `async` and `await`."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from enum import Enum
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .aside import aaside, aside
from .auth import Auth, BasicAuth
from .backend import Backend, refuse_in_event_loop
from .body import Content, FormTypes
from .bound import abound, bound, is_bound
from .compression import accepted_codings
from .cookies import Cookies, CookieTypes
from .drive import adrive, drive
from .flow import Discard, Flow, ReadBody, ReadRequest, Rules, Send, Step, exchange_flow
from .headers import Headers, HeaderTypes, raw_items
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
    auth_of,
)
from .proxy import ProxyTypes
from .query import QueryParams, QueryParamTypes
from .request import EXPECT_BODY, Request
from .response import AsyncResponse, DefaultEncoding, Response
from .retry import Retry, RetryTypes, retry_of
from .timeout import Timeout, TimeoutTypes
from .tls import CertMap, CertTypes, VerifyTypes
from .transport import (
    AsyncBaseTransport,
    AsyncHTTPTransport,
    BaseTransport,
    ConnectionOptions,
    HTTPTransport,
    chosen_proxy,
)
from .url import URL, cached_url

if TYPE_CHECKING:
    from .asgi import ASGIApp
    from .event_source import AsyncEventSource, EventSource
    from .parallel import Parallel
    from .parallel_async import AsyncParallel
    from .websocket.asynchronous import AsyncWebSocket
    from .websocket.sync import WebSocket
    from .wsgi import WSGIApp

Hooks = Mapping[str, list[Callable[..., Any]]]
OWN_HEADERS: list[tuple[bytes, bytes]] = [
    (b"Accept", b"*/*"),
    (b"Connection", b"keep-alive"),
    (b"User-Agent", b"workbench"),
]


class State(Enum):
    """How far a client is in its life."""

    UNOPENED = "neither entered nor used"
    OPENED = "entered, or used"
    CLOSED = "closed"


class BaseClient:
    """Settings for requests, and how requests are made from them."""

    def __init__(
        self,
        *,
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
        trust_env: bool = True,
        retries: RetryTypes | None = None,
    ) -> None:
        self.auth = auth
        self.params = params
        self.headers = headers
        self.cookies = cookies
        self.timeout = timeout
        self.follow_redirects = follow_redirects
        self.max_redirects = max_redirects
        self.event_hooks = {} if event_hooks is None else event_hooks
        self.base_url = base_url
        self._default_encoding = default_encoding
        self._trust_env = trust_env
        self.retries = retries
        self._state = State.UNOPENED

    @property
    def is_closed(self) -> bool:
        """Whether the client was closed; it sends nothing any more."""
        return self._state is State.CLOSED

    @property
    def trust_env(self) -> bool:
        """Whether environment variables may change how requests are sent."""
        return self._trust_env

    def _enter(self) -> None:
        """Open the client for a `with` block; one client has one such block at most."""
        if self._state is State.OPENED:
            raise RuntimeError("the client is open already; enter it before its first request")
        if self._state is State.CLOSED:
            raise RuntimeError("the client is closed and cannot be opened again; make a new one")
        self._state = State.OPENED

    @property
    def auth(self) -> Auth | None:
        """The credentials of requests that bring none."""
        return self._auth

    @auth.setter
    def auth(self, auth: AuthTypes | None) -> None:
        self._auth = auth_of(auth)

    @property
    def retries(self) -> Retry | None:
        """When to ask again after a failure, for requests that do not say; None is never."""
        return self._retries

    @retries.setter
    def retries(self, retries: RetryTypes | None) -> None:
        self._retries = retry_of(retries)

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
        self._headers.raw.insert(1, (b"Accept-Encoding", accepted_codings()))
        self._headers.update(headers)

    @property
    def cookies(self) -> Cookies:
        """The cookies that requests get and responses set."""
        return self._cookies

    @cookies.setter
    def cookies(self, cookies: CookieTypes | None) -> None:
        self._cookies = Cookies(cookies)

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
        data: FormTypes | Content | None = None,
        files: RequestFiles | None = None,
        json: Any | None = None,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        cookies: CookieTypes | None = None,
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
        bare = content is None and data is None and json is None and not files
        if bare and verb not in EXPECT_BODY:
            request = Request.plain(verb, target, fields, carried)
        else:
            request = Request(
                verb,
                target,
                headers=fields,
                content=content,
                data=data,
                files=files,
                json=json,
                extensions=carried,
            )
        if cookies is not None or self._cookies:
            self._add_cookies(request, cookies)
        return request

    def _add_cookies(self, request: Request, cookies: CookieTypes | None) -> None:
        base = self._base_url if self._base_url.is_absolute_url else request.url
        self._cookies.bind(base.origin)
        merged = self._cookies
        if cookies is not None:
            merged = Cookies(merged)
            merged.update(cookies)
        merged.set_cookie_header(request)

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
        retries: RetryTypes | UseClientDefault | None = USE_CLIENT_DEFAULT,
    ) -> Flow:
        """Start the clock of an exchange and return its decisions."""
        if self._state is not State.OPENED:
            if self._state is State.CLOSED:
                raise RuntimeError("the client is closed; make a new one")
            self._state = State.OPENED
        total = (request.extensions.get("timeout") or {}).get("total")
        if total is not None:
            request.extensions = {**request.extensions, "deadline": perf_counter() + total}
        follow = self.follow_redirects
        if not isinstance(follow_redirects, UseClientDefault):
            follow = follow_redirects
        chosen = self._auth if isinstance(auth, UseClientDefault) else auth_of(auth)
        if chosen is None and request.url.userinfo:
            chosen = BasicAuth(request.url.username, request.url.password)
        again = self._retries if isinstance(retries, UseClientDefault) else retry_of(retries)
        rules = Rules(follow, self.max_redirects, self._headers, self._cookies, again)
        return exchange_flow(request, rules, chosen)


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
        **options: Unpack[ConnectionOptions],
    ) -> None:
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
        )
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
            case _:
                return await aaside(step)
        return None

    async def _exchange(self, request: Request, fresh: bool) -> Response:
        for hook in self._event_hooks["request"]:
            await hook(request)
        carried = request.extensions
        if fresh:
            request.extensions = {**carried, "fresh_connection": True}
        transport = self._transport
        if self._mounts:
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
        **options: Unpack[ConnectionOptions],
    ) -> None:
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
        )
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
            case _:
                return aside(step)
        return None

    def _exchange(self, request: Request, fresh: bool) -> Response:
        for hook in self._event_hooks["request"]:
            hook(request)
        carried = request.extensions
        if fresh:
            request.extensions = {**carried, "fresh_connection": True}
        transport = self._transport
        if self._mounts:
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
