"""What the transports need of a network, beside httpcore's interfaces."""

import ssl
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

import httpcore

if TYPE_CHECKING:
    from workbench.client.peer import Peer, TLSPeer

# A family that does not answer holds up the other for this long (RFC 8305, section 5).
ATTEMPT_DELAY = 0.25
SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)


def address_of(place: tuple[Any, ...]) -> str:
    """Return the address in what getaddrinfo gives, with its zone if it is link-local."""
    address, zone = str(place[0]), place[3] if len(place) == 4 else 0
    return f"{address}%{zone}" if zone and "%" not in address else address


class AsyncSignal(Protocol):
    """Something that happens once, for one task that waits for it."""

    def set(self) -> None:
        """Let it happen."""
        ...

    async def wait(self, timeout: float | None) -> None:
        """Wait until it has happened; raises TimeoutError after `timeout` seconds."""
        ...


class Signal(Protocol):
    """Something that happens once, for one thread that waits for it."""

    def set(self) -> None:
        """Let it happen."""
        ...

    def wait(self, timeout: float | None) -> None:
        """Wait until it has happened; raises TimeoutError after `timeout` seconds."""
        ...


class AsyncStream(httpcore.AsyncNetworkStream):
    """A connection's two directions.

    `received_at` is when the last bytes arrived, by `time.perf_counter`, where the stream
    can tell it better than its reader. `tls` is what the handshake agreed on, `peer` who is
    at the other end. `keeps_unsent` tells that a cancelled write is written all the same.
    """

    keeps_unsent = False
    received_at: float | None = None
    tls: "TLSPeer | None" = None
    peer: "Peer | None" = None

    def abort(self) -> None:
        """Close at once, without waiting for anything; safe while being cancelled."""
        raise NotImplementedError

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "AsyncStream":
        """Return a stream that speaks TLS over this one."""
        raise NotImplementedError


class AsyncNetwork(httpcore.AsyncNetworkBackend):
    """Names, connections and signals, for tasks."""

    async def resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return a host's addresses, best first; raises OSError or TimeoutError."""
        raise NotImplementedError

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncStream:
        """Return a connection to an address."""
        raise NotImplementedError

    async def connect_any(
        self,
        addresses: list[str],
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncStream:
        """Return a connection to the first of some addresses that answers (RFC 8305).

        Each attempt has ATTEMPT_DELAY, or until it fails, before the next one starts
        beside it; the losers are closed.
        """
        raise NotImplementedError

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncStream:
        """Return a connection to a Unix socket."""
        raise NotImplementedError

    def signal(self) -> AsyncSignal:
        """Return a new signal."""
        raise NotImplementedError

    async def settle(self) -> None:
        """Let what was aborted be closed."""
        raise NotImplementedError


class Stream(httpcore.NetworkStream):
    """A connection's two directions, for threads."""

    received_at: float | None = None
    tls: "TLSPeer | None" = None
    peer: "Peer | None" = None

    def abort(self) -> None:
        """Close at once."""
        raise NotImplementedError

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "Stream":
        """Return a stream that speaks TLS over this one."""
        raise NotImplementedError


class Network(httpcore.NetworkBackend):
    """Names, connections and signals, for threads."""

    def resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return a host's addresses, best first; raises OSError."""
        raise NotImplementedError

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> Stream:
        """Return a connection to an address."""
        raise NotImplementedError

    def connect_any(
        self,
        addresses: list[str],
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> Stream:
        """Return a connection to the first of some addresses that answers (RFC 8305).

        Each attempt has ATTEMPT_DELAY, or until it fails, before the next one starts
        beside it; the losers are closed.
        """
        raise NotImplementedError

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> Stream:
        """Return a connection to a Unix socket."""
        raise NotImplementedError

    def signal(self) -> Signal:
        """Return a new signal."""
        raise NotImplementedError
