"""SOCKS5 as bytes (RFC 1928, RFC 1929). No I/O: a generator of what to send and to receive."""

import ipaddress
from collections.abc import Generator

from .errors import ProxyError
from .proxy import Proxy

# Yields what to send (b"" for nothing) and how many bytes must come back before it goes on.
Handshake = Generator[tuple[bytes, int], bytes, None]

NO_LOGIN, LOGIN = 0, 2
REFUSALS = {
    1: "it failed",
    2: "its rules do not allow it",
    3: "the network cannot be reached",
    4: "the host cannot be reached",
    5: "the connection was refused",
    6: "the time to live expired",
    7: "it cannot connect",
    8: "it does not support this kind of address",
}


def handshake(proxy: Proxy, host: str, port: int) -> Handshake:
    """Ask a SOCKS5 proxy for a connection to a host; raises ProxyError if it refuses."""
    methods = bytes([NO_LOGIN]) if proxy.raw_auth is None else bytes([NO_LOGIN, LOGIN])
    reply = yield bytes([5, len(methods)]) + methods, 2
    if reply[0] != 5:
        raise ProxyError(f"the proxy {proxy} does not speak SOCKS5")
    if reply[1] not in methods:
        if proxy.raw_auth is None:
            raise ProxyError(f"the proxy {proxy} wants a user name and password")
        raise ProxyError(f"the proxy {proxy} supports no login with a user name and password")
    if reply[1] == LOGIN and proxy.raw_auth is not None:
        user, password = proxy.raw_auth
        if not (0 < len(user) < 256 and len(password) < 256):
            raise ProxyError("a SOCKS5 user name or password is 1 to 255 bytes long")
        reply = yield b"".join(
            [bytes([1, len(user)]), user, bytes([len(password)]), password]
        ), 2  # fmt: skip
        if reply[1] != 0:
            raise ProxyError(f"the proxy {proxy} does not accept this user name and password")
    reply = yield b"\x05\x01\x00" + address(host) + port.to_bytes(2, "big"), 4
    if reply[0] != 5:
        raise ProxyError(f"the proxy {proxy} does not speak SOCKS5")
    if reply[1] != 0:
        raise ProxyError(
            f"the proxy {proxy} gave no connection to {host} port {port}: "
            + REFUSALS.get(reply[1], f"its reply is {reply[1]}")
        )
    if reply[3] == 3:
        reply = yield b"", 1
        yield b"", reply[0] + 2
    elif reply[3] in {1, 4}:
        yield b"", (4 if reply[3] == 1 else 16) + 2
    else:
        raise ProxyError(f"the proxy {proxy} does not speak SOCKS5 as it should")


def address(host: str) -> bytes:
    """Return a host as a SOCKS5 address: four bytes, sixteen, or a name for the proxy to find."""
    try:
        packed = ipaddress.ip_address(host).packed
    except ValueError:
        name = host.encode("ascii")
        if len(name) > 255:
            raise ProxyError("the host's name is too long for SOCKS5") from None
        return bytes([3, len(name)]) + name
    return bytes([1 if len(packed) == 4 else 4]) + packed
