"""Where one hop's time went. Times are stamped by the transport; this file only subtracts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import Phase
    from .peer import Peer


@dataclass(frozen=True, slots=True)
class Timings:
    """One hop, in seconds of monotonic time; None did not happen (or not yet).

    `queue` is the wait for a connection while all were busy. `dns`, `connect` and `tls`
    make a new one and are None on a reused one. `send` is the writing of the request,
    `wait` lasts from its last byte to the first byte of the response, `receive` from there
    to the last byte of the body. `decode` is the part of it that undoing the content coding
    took.

    `protocol` is such as "HTTP/1.1". Sent and received bytes are counted above TLS, heads
    included; over HTTP/2 they are those of the exchange's own frames. `decoded_bytes` are
    those of the body as far as it was read, its content coding undone. `peer` is who was at
    the other end, None where no network was.
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
    protocol: str | None = None
    peer: "Peer | None" = None


class Stamps:
    """The moments of one hop as they pass, to be read as `Timings` at any time."""

    __slots__ = (
        "clock",
        "connect",
        "dns",
        "ended",
        "first_byte",
        "making",
        "peer",
        "queue",
        "ready",
        "received_bytes",
        "reused",
        "sent",
        "sent_bytes",
        "started",
        "tls",
    )
    making: "Phase"  # what is under way before a connection is ready
    queue: float | None
    dns: float | None
    connect: float | None
    tls: float | None
    ready: float | None
    sent: float | None
    first_byte: float | None
    ended: float | None
    peer: "Peer | None"

    def __init__(self, started: float, clock: Callable[[], float] | None = None) -> None:
        self.started = started
        self.clock = clock
        self.reused = True
        self.making = "queue"
        self.queue = self.dns = self.connect = self.tls = None
        self.ready = self.sent = self.first_byte = self.ended = self.peer = None
        self.sent_bytes = self.received_bytes = 0

    @property
    def phase(self) -> "Phase":
        """How far the hop has come."""
        if self.first_byte is not None:
            return "receive"
        if self.sent is not None:
            return "wait"
        return self.making if self.ready is None else "send"

    def timings(
        self, protocol: str | None = None, decoded_bytes: int = 0, decode: float | None = None
    ) -> Timings:
        """Return what is known by now."""
        return Timings(
            queue=self.queue,
            dns=self.dns,
            connect=self.connect,
            tls=self.tls,
            send=_between(self.ready, self.sent),
            wait=_between(self.sent, self.first_byte),
            receive=_between(self.first_byte, self.ended),
            decode=decode,
            reused=self.reused,
            sent_bytes=self.sent_bytes,
            received_bytes=self.received_bytes,
            decoded_bytes=decoded_bytes,
            protocol=protocol,
            peer=self.peer,
        )


def _between(start: float | None, end: float | None) -> float | None:
    # A peer may answer before it has read everything; that is a wait of nothing.
    return None if start is None or end is None else max(0.0, end - start)
