"""One response of HTTP/1.1 from its bytes. No I/O; both connections share this.

The request is in h1_request.py; heads and bodies are read by h1_head.py and h1_body.py.
"""

from .errors import RemoteProtocolError
from .h1_body import Chunked, FixedLength, Framing, UntilClose
from .h1_head import HEAD_END, MAX_HEAD, Head, HeadReader, too_large

MAX_INFORMATIONAL = 20


def switches(head: Head, method: str) -> bool:
    """Tell whether what follows a head is no body but another protocol."""
    return head.status == 101 or (method == "CONNECT" and 200 <= head.status < 300)


def framing(head: Head, method: str) -> Framing:
    """Return how the body behind a head is delimited (RFC 9112, section 6.3)."""
    if method == "HEAD" or head.status in {204, 304}:
        return FixedLength(0)
    if switches(head, method):
        return UntilClose()
    if head.chunked:
        head.trailers = []
        return Chunked(head.trailers)
    return UntilClose() if head.length is None else FixedLength(head.length)


class ResponseReader:
    """One response as it comes in: its head first, then its body.

    Feed `head()` until it returns one, then `body()` until `complete`; empty data is the
    end of the stream. `reusable` says, at the end, whether the connection is clean.
    """

    __slots__ = (
        "_buffer",
        "_framing",
        "_heads",
        "_informational",
        "_keep",
        "_method",
        "broken",
        "complete",
    )

    def __init__(self, method: str, heads: HeadReader | None = None) -> None:
        self._method = method
        self._heads = heads or HeadReader()
        self._buffer = b""
        self._informational: list[Head] | None = None
        self._framing: Framing | None = None
        self._keep = False
        self.broken = False  # set by whoever could not send the whole request
        self.complete = False

    def head(self, data: bytes) -> Head | None:
        """Take in data; return the final head once it is complete. 1xx heads are collected."""
        if not data:
            raise RemoteProtocolError(
                "the connection was closed in the middle of the response's head"
                if self._buffer
                else "the connection was closed without a response"
            )
        buffer = self._buffer + data if self._buffer else data
        seen = len(self._buffer)
        if seen >= 5 and not HEAD_END.search(buffer, seen - 2):
            # Looked at before, and not complete now: a head that trickles in stays cheap.
            if len(buffer) > MAX_HEAD:
                raise too_large()
            self._buffer = buffer
            return None
        while (head := self._heads.read(buffer)) is not None:
            buffer = buffer[head.size :]
            if head.status >= 200 or head.status == 101:
                self._framing = framing(head, self._method)
                self._keep = head.keep and not isinstance(self._framing, UntilClose)
                self.complete = self._framing.complete
                self._buffer = buffer
                head.informational = self._informational
                return head
            if self._informational is None:
                self._informational = []
            self._informational.append(head)
            if len(self._informational) > MAX_INFORMATIONAL:
                raise RemoteProtocolError(
                    f"more than {MAX_INFORMATIONAL} informational responses came first"
                )
            if not buffer:
                break
        self._buffer = buffer
        return None

    @property
    def continues(self) -> bool:
        """Whether the peer has said that it wants the request's body."""
        return any(head.status == 100 for head in self._informational or ())

    def pending(self) -> bytes:
        """Return what came behind the head, to be passed to `body()`, once."""
        data, self._buffer = self._buffer, b""
        return data

    def body(self, data: bytes) -> bytes:
        """Take in data; return the payload in it, which may be empty."""
        assert self._framing is not None
        if not data:
            self._framing.end()
            payload = b""
        else:
            buffer = self._buffer + data if self._buffer else data
            payload, self._buffer = self._framing.take(buffer)
        self.complete = self._framing.complete
        return payload

    @property
    def reusable(self) -> bool:
        """Whether the next request may use the connection: nothing may be left unread."""
        return self._keep and self.complete and not self._buffer and not self.broken
