"""Who is at the other end of a connection: addresses, and what the TLS handshake told. No I/O."""

from dataclasses import dataclass
from typing import Any

from .certificate import Certificate

Address = tuple[str, int] | str


@dataclass(frozen=True, slots=True)
class TLSPeer:
    """What a handshake agreed on.

    `version` is such as "TLSv1.3", `cipher` its suite, `protocol` what ALPN chose ("h2",
    "http/1.1", None). `certificate` is the peer's, `chain` what it sent, its own first;
    before Python 3.13 only that one is told.
    """

    version: str | None
    cipher: str | None
    certificate: Certificate | None
    protocol: str | None = None
    chain: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Peer:
    """The two ends of the connection a hop went over.

    `address` is the host and port, or the path of a Unix socket, that was connected to: the
    proxy's if there is one, and then `proxy` is its URL without credentials. `tls` is what
    was agreed on with the server itself, None without TLS.
    """

    address: Address | None
    local_address: Address | None
    proxy: str | None = None
    tls: TLSPeer | None = None


def tls_peer(ssl_object: Any) -> TLSPeer:
    """Return what the handshake of an SSLObject or SSLSocket agreed on."""
    cipher = ssl_object.cipher()
    der = ssl_object.getpeercert(binary_form=True)
    own = None if der is None else Certificate(der)
    sent = getattr(ssl_object, "get_unverified_chain", None)
    chain: tuple[Certificate, ...] = () if own is None else (own,)
    if sent is not None and own is not None:
        chain = (own, *(Certificate(each) for each in sent()[1:]))
    return TLSPeer(
        ssl_object.version(),
        None if cipher is None else cipher[0],
        own,
        ssl_object.selected_alpn_protocol(),
        chain,
    )


def peer_of(stream: Any, proxy: object | None, tls: TLSPeer | None) -> Peer:
    """Return the ends of a new stream."""
    return Peer(
        address(stream, "server_addr"),
        address(stream, "client_addr"),
        None if proxy is None else str(proxy),
        tls,
    )


def address(stream: Any, end: str) -> Address | None:
    """Return the address of one end of a stream, None if it has none (any more)."""
    try:
        found = stream.get_extra_info(end)
    except OSError:  # the peer has hung up already
        return None
    if isinstance(found, tuple):
        return str(found[0]), int(found[1])
    return found if isinstance(found, str) and found else None
