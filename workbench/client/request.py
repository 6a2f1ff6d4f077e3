"""A request as it will be sent: method, URL, headers, body."""

from collections.abc import AsyncIterable, Iterable
from typing import Any

from .body import (
    NO_BODY,
    BodyStream,
    ByteStream,
    Content,
    FormTypes,
    UnattachedStream,
    encode_body,
)
from .cookies import Cookies, CookieTypes
from .errors import RequestNotRead
from .headers import Headers, HeaderTypes
from .multipart import RequestFiles, encode_multipart
from .query import QueryParamTypes
from .url import URL

# Methods whose meaning asks for a body, so that its absence is stated as a length of 0.
EXPECT_BODY = frozenset({"POST", "PUT", "PATCH"})


class Request:
    """One HTTP request. Its headers may be changed until it is sent."""

    __slots__ = ("_content", "extensions", "headers", "method", "stream", "url")

    def __init__(
        self,
        method: str,
        url: URL | str,
        *,
        params: QueryParamTypes | None = None,
        headers: HeaderTypes | None = None,
        cookies: CookieTypes | None = None,
        content: Content | None = None,
        data: FormTypes | Content | None = None,
        files: RequestFiles | None = None,
        json: Any | None = None,
        stream: BodyStream | None = None,
        extensions: dict[str, Any] | None = None,
    ) -> None:
        self.method = method.upper()
        self.url = url if isinstance(url, URL) else URL(url)
        if params is not None:
            self.url = self.url.copy_merge_params(params)
        self.headers = Headers(headers)
        self.extensions: dict[str, Any] = {} if extensions is None else dict(extensions)
        self.stream: BodyStream = NO_BODY
        self._content: bytes | None = b""
        if stream is None:
            if files and content is None:
                described, stream = encode_multipart(data, files, self.headers.get("content-type"))
            else:
                described, stream = encode_body(content, data, json)
            self._describe(described)
        elif self.headers.first(b"host") is None:
            self.headers.raw.insert(0, (b"Host", self.url.netloc))
        self.stream = stream
        self._content = stream.content if isinstance(stream, ByteStream) else None
        if cookies is not None:
            Cookies(cookies).set_cookie_header(self)

    @classmethod
    def plain(
        cls, method: str, url: URL, headers: Headers, extensions: dict[str, Any]
    ) -> "Request":
        """Return a request without a body from parts that need no copying; adds Host."""
        if headers.first(b"host") is None:
            headers.raw.insert(0, (b"Host", url.netloc))
        made = cls.__new__(cls)
        made.method = method
        made.url = url
        made.headers = headers
        made.extensions = extensions
        made.stream = NO_BODY
        made._content = b""
        return made

    def _describe(self, described: list[tuple[bytes, bytes]]) -> None:
        """Add the fields that the URL and the body call for and the caller did not give."""
        raw = self.headers.raw
        given = {key.lower() for key, _ in raw}
        sized = b"content-length" in given or b"transfer-encoding" in given
        for name, value in described:
            lower = name.lower()
            if lower not in given and not (
                sized and lower in {b"content-length", b"transfer-encoding"}
            ):
                raw.append((name, value))
        if not described and not sized and self.method in EXPECT_BODY:
            raw.append((b"Content-Length", b"0"))
        if b"host" not in given:
            raw.insert(0, (b"Host", self.url.netloc))

    @property
    def content(self) -> bytes:
        """The body, if it is in memory; raises RequestNotRead for an unread stream."""
        if self._content is None:
            raise RequestNotRead
        return self._content

    def read(self) -> bytes:
        """Read a streamed body into memory and return it."""
        if self._content is None:
            if not isinstance(self.stream, Iterable):
                raise TypeError("an async body cannot be read by a sync call; use aread()")
            self._keep(b"".join(self.stream))
        return self.content

    async def aread(self) -> bytes:
        """Read a streamed body into memory and return it."""
        if self._content is None:
            if not isinstance(self.stream, AsyncIterable):
                raise TypeError("a sync body cannot be read by an async call; use read()")
            self._keep(b"".join([piece async for piece in self.stream]))
        return self.content

    def _keep(self, content: bytes) -> None:
        # The announced framing stays: chunked bodies are sent in chunks from memory too.
        self._content = content
        self.stream = ByteStream(content)

    def __getstate__(self) -> dict[str, Any]:
        """Return what can be pickled: not the extensions, and of the body what is in memory."""
        kept = ("method", "url", "headers", "_content")
        return {name: getattr(self, name) for name in kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)
        self.extensions = {}
        content = self._content
        self.stream = UnattachedStream() if content is None else ByteStream(content)

    def __repr__(self) -> str:
        return f"<Request({self.method!r}, {self.url.without_secrets()!r})>"
