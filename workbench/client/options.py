"""What a request may be given, in one place for every verb and function."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypedDict

from .auth import Auth, BasicAuth, FunctionAuth
from .body import Content, FormTypes
from .cookies import CookieTypes
from .headers import HeaderTypes
from .multipart import RequestFiles
from .proxy import ProxyTypes
from .query import QueryParamTypes
from .request import Request
from .retry import RetryTypes
from .timeout import TimeoutTypes
from .tls import CertMap, CertTypes, VerifyTypes

AuthTypes = Auth | tuple[str | bytes, str | bytes] | Callable[[Request], Request]


class UseClientDefault:
    """The type of an argument that was not given, where None means "none"."""


USE_CLIENT_DEFAULT: Final = UseClientDefault()


# What is said when a request is sent, not when it is built.
SENDING = frozenset({"auth", "follow_redirects", "retries"})


class SendOptions(TypedDict, total=False):
    """Keywords of the verbs that send no body."""

    params: QueryParamTypes | None
    headers: HeaderTypes | None
    cookies: CookieTypes | None
    auth: AuthTypes | UseClientDefault | None
    follow_redirects: bool | UseClientDefault
    retries: RetryTypes | UseClientDefault | None
    timeout: TimeoutTypes | UseClientDefault
    extensions: Mapping[str, Any] | None
    stream: bool


class BodyOptions(SendOptions, total=False):
    """Keywords of the verbs that may send a body."""

    content: Content | None
    data: FormTypes | Content | None
    files: RequestFiles | None
    json: Any


class StreamOptions(TypedDict, total=False):
    """Keywords of `stream`, which is streamed in any case."""

    params: QueryParamTypes | None
    headers: HeaderTypes | None
    cookies: CookieTypes | None
    auth: AuthTypes | UseClientDefault | None
    follow_redirects: bool | UseClientDefault
    retries: RetryTypes | UseClientDefault | None
    timeout: TimeoutTypes | UseClientDefault
    extensions: Mapping[str, Any] | None
    content: Content | None
    data: FormTypes | Content | None
    files: RequestFiles | None
    json: Any


class SSEOptions(StreamOptions, total=False):
    """Keywords of `sse`."""

    reconnect: bool
    max_reconnects: int | None


class WebSocketOptions(TypedDict, total=False):
    """Keywords of `websocket`; sizes in bytes, times in seconds."""

    subprotocols: Sequence[str]
    params: QueryParamTypes | None
    headers: HeaderTypes | None
    auth: AuthTypes | UseClientDefault | None
    follow_redirects: bool | UseClientDefault
    timeout: TimeoutTypes | UseClientDefault
    extensions: Mapping[str, Any] | None
    max_message_size: int
    ping_interval: float | None
    ping_timeout: float | None
    close_timeout: float
    compression: bool


class SingleOptions(TypedDict, total=False):
    """Keywords of one request that takes everything else from its client."""

    params: QueryParamTypes | None
    headers: HeaderTypes | None
    auth: AuthTypes | None
    content: Content | None
    data: FormTypes | Content | None
    files: RequestFiles | None
    json: Any


class CallOptions(TypedDict, total=False):
    """Keywords of the functions that make a client for one request."""

    params: QueryParamTypes | None
    headers: HeaderTypes | None
    cookies: CookieTypes | None
    auth: AuthTypes | None
    follow_redirects: bool
    timeout: TimeoutTypes
    verify: VerifyTypes
    cert: CertTypes | CertMap | None
    proxy: ProxyTypes | None
    trust_env: bool


class BodyCallOptions(CallOptions, total=False):
    """Keywords of the functions that may send a body, too."""

    content: Content | None
    data: FormTypes | Content | None
    files: RequestFiles | None
    json: Any


def parted(options: StreamOptions) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what builds a request and what is said when it is sent."""
    sending = {name: value for name, value in options.items() if name in SENDING}
    return {name: value for name, value in options.items() if name not in SENDING}, sending


def auth_of(given: AuthTypes | None) -> Auth | None:
    """Return an auth argument as an Auth: a pair is a user name and a password.

    A function is given each request and returns it changed.
    """
    if given is None or isinstance(given, Auth):
        return given
    if isinstance(given, tuple):
        return BasicAuth(*given)
    if callable(given):
        return FunctionAuth(given)
    raise TypeError(
        f"auth must be an Auth, a pair of texts or a function, not {type(given).__name__}"
    )
