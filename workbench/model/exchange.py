"""The record of one send: what went out, what came back, how long each part took."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from workbench.errors import Problem

from .checks import Captured, Verdict
from .collection import NodeId
from .origins import Origins

HeaderList = tuple[tuple[str, str], ...]

FRAMES = "application/vnd.workbench.frames"
"""The content type of what is kept of a WebSocket conversation: lines of JSON."""
MOST_REQUEST_BODY = 64 * 1024
"""As much of a request's body is recorded: the beginning of large ones will do."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Where one hop's time went, in seconds of monotonic time; None did not happen.

    `queue` is the wait for a free connection, `send` the writing of the request,
    `wait` the time from its last byte to the first byte of the response, `receive`
    the time from there to the last byte, `decode` what undoing the content coding took
    meanwhile. `reused` tells a kept connection, which
    has no DNS, connect and TLS part.
    """

    queue: float | None = None
    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    send: float | None = None
    wait: float | None = None
    receive: float | None = None
    decode: float | None = None
    reused: bool = False
    sent_bytes: int = 0
    received_bytes: int = 0
    decoded_bytes: int = 0

    def parts(self) -> tuple[tuple[str, float], ...]:
        """Return the phases that happened, in order, with their seconds."""
        named = (
            ("queue", self.queue),
            ("dns", self.dns),
            ("connect", self.connect),
            ("tls", self.tls),
            ("send", self.send),
            ("wait", self.wait),
            ("receive", self.receive),
        )
        return tuple((name, seconds) for name, seconds in named if seconds is not None)


@dataclass(frozen=True, slots=True)
class Connection:
    """What a hop went over: the addresses of both ends, and what was agreed on.

    `protocol` is such as `HTTP/1.1`, `tls_version` such as `TLSv1.3`, empty without TLS.
    `certificates` are those that the server sent, in DER, its own first; how many of them
    there are depends on the version of Python.
    """

    address: str = ""
    local_address: str = ""
    proxy: str = ""
    protocol: str = ""
    tls_version: str = ""
    cipher: str = ""
    certificates: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SetCookie:
    """A cookie that a response set: `attributes` as they came, `refused` if it was not kept.

    `domain` and `path` are where it belongs; a domain with a dot before it includes the
    hosts below. `deleted` tells that it took an older one away.
    """

    name: str
    value: str
    attributes: str = ""
    domain: str = ""
    path: str = ""
    deleted: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and the head of its response; redirects make several.

    `connection` is None where no network was, as with an application in this process.
    `interim` are the 1xx responses that came first, `trailers` the fields behind the body.
    `request_body` is the beginning of what was sent, None where it came from a stream.
    """

    method: str
    url: str
    request_headers: HeaderList
    status: int
    reason: str
    http_version: str
    headers: HeaderList
    timings: Timings = field(default_factory=Timings)
    connection: Connection | None = None
    interim: tuple[tuple[int, HeaderList], ...] = ()
    trailers: HeaderList = ()
    cookies: tuple[SetCookie, ...] = ()
    request_body: bytes | None = field(default=None, repr=False)

    def header(self, name: str) -> str:
        """Return the first response header of this name, in any case, or an empty text."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def is_websocket(self) -> bool:
        """Whether this opened a WebSocket."""
        return self.status == 101 and self.header("upgrade").strip().lower() == "websocket"

    @property
    def content_type(self) -> str:
        """The content type that the response claims, or that of the record of a WebSocket."""
        return FRAMES if self.is_websocket else self.header("content-type")


FailureKind = Literal[
    "cancelled", "connect", "dns", "tls", "timeout", "url", "protocol", "redirect", "body", "unsent"
]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why no complete response arrived. `unsent` means nothing went on the wire."""

    kind: FailureKind
    problem: Problem


class Bytes(Protocol):
    """Bytes that may still be growing and may lie in a file; safe to read from any thread."""

    @property
    def size(self) -> int:
        """How many bytes are there by now."""
        ...

    def read(self, start: int, length: int) -> bytes:
        """Return up to `length` bytes from `start`; fewer at the end."""
        ...


TalkState = Literal["open", "closing", "closed"]


@dataclass(frozen=True, slots=True)
class Talk:
    """How a WebSocket stands, once it was opened. A closed one has a code, as RFC 6455 says."""

    state: TalkState
    code: int | None = None
    reason: str = ""


Phase = Literal["sending", "waiting", "receiving", "done"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One send, as far as it has come; a finished one has phase `done`.

    `started` is wall-clock time (seconds since the epoch), `elapsed` monotonic seconds
    so far. `body` is the decoded body of the last hop; `failure` is set when the
    response is missing or incomplete, in which case what did arrive is kept.

    All texts are without secrets. `secrets` are the texts that were taken out, and are to
    be taken out of the body wherever it is shown or kept; `revealed` are the hops as they
    were, for a user who asks to see them.

    `talk` tells how a WebSocket stands, None if there was none. `origins` tell what the request
    was made from, secrets included, None where that is not known.

    `id` counts the sends of a session from 1; what comes from history has a negative one.
    """

    id: int
    request: NodeId
    name: str
    method: str
    url: str
    started: float
    phase: Phase = "sending"
    hops: tuple[Hop, ...] = ()
    body: Bytes | None = None
    size: int = 0
    elapsed: float = 0.0
    failure: Failure | None = None
    attempts: int = 1
    verdicts: tuple[Verdict, ...] = ()
    captured: tuple[Captured, ...] = ()
    talk: Talk | None = None
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    revealed: tuple[Hop, ...] = field(default=(), repr=False)
    origins: Origins | None = field(default=None, repr=False)

    @property
    def last(self) -> Hop | None:
        """The hop whose response is shown, if a head has arrived."""
        return self.hops[-1] if self.hops else None

    @property
    def passed(self) -> bool:
        """Whether the response is whole and nothing about it is wrong."""
        return self.failure is None and not self.wrong

    @property
    def wrong(self) -> int:
        """How many checks did not pass and captures found nothing."""
        failed = sum(not verdict.passed for verdict in self.verdicts)
        return failed + sum(bool(captured.problem) for captured in self.captured)

    @property
    def status(self) -> int | None:
        """The status code of the last hop, or None before a head arrived."""
        return self.hops[-1].status if self.hops else None

    @property
    def content_type(self) -> str:
        """The content type of the body; a 204 that ended a stream of events has nothing to say."""
        told = [hop for hop in self.hops if hop.status != 204] or self.hops
        return told[-1].content_type if told else ""

    @property
    def from_history(self) -> bool:
        """Whether this is what was kept of an earlier send: without secrets, perhaps cut."""
        return self.id < 0
