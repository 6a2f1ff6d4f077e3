"""What both clients share: the settings, and how requests are made from them."""

from collections.abc import Callable, Mapping
from enum import Enum
from time import perf_counter
from typing import Any

from .auth import Auth, BasicAuth
from .body import Content, FormTypes
from .compression import accepted_codings
from .cookies import Cookies, CookieTypes
from .flow import FOREIGN, Flow, Rules, exchange_flow
from .headers import Headers, HeaderTypes, raw_items
from .multipart import RequestFiles
from .options import USE_CLIENT_DEFAULT, AuthTypes, UseClientDefault, auth_of
from .query import QueryParams, QueryParamTypes
from .request import EXPECT_BODY, Request
from .response_body import DefaultEncoding
from .retry import Retry, RetryTypes, retry_of
from .timeout import Timeout, TimeoutTypes
from .url import URL, cached_url

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
    """Settings for requests, and how requests are made from them.

    Without `keep_cookies` what servers set is not sent back; what a caller gives still goes.
    """

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
        keep_cookies: bool = True,
    ) -> None:
        self._keep_cookies = keep_cookies
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
        if not isinstance(auth, UseClientDefault):
            chosen = auth_of(auth)
        else:
            chosen = None if FOREIGN in request.extensions else self._auth
        if chosen is None and request.url.userinfo:
            chosen = BasicAuth(request.url.username, request.url.password)
        again = self._retries if isinstance(retries, UseClientDefault) else retry_of(retries)
        kept = self._cookies if self._keep_cookies else None
        rules = Rules(follow, self.max_redirects, self._headers, kept, again)
        return exchange_flow(request, rules, chosen)
