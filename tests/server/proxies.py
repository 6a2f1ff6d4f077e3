"""Proxies on the loopback interface: HTTP with CONNECT, and SOCKS5; each really connects.

    with ProxyServer(login=("user", "password")) as proxy:
        Client(proxy=proxy.url)

`hosts` says where names lead, since nothing here is looked up. `heads` keeps what HTTP
clients said, `logins` what SOCKS clients did, `asked` where each wanted to go.
"""

import select
import socket
import socketserver
import ssl
import threading
from base64 import b64encode
from typing import Any, Self
from urllib.parse import urlsplit


class ProxyServer(socketserver.ThreadingTCPServer):
    """An HTTP proxy; see the module."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self,
        login: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        hosts: dict[str, str] | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", 0), self.handler())
        self.login = login
        self.tls = tls
        self.hosts = hosts or {}
        self.heads: list[bytes] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.asked: list[tuple[str, int]] = []
        self.port: int = self.server_address[1]
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    def handler(self) -> Any:
        """Return what speaks to a client."""
        return HTTPProxyHandler

    @property
    def url(self) -> str:
        """The proxy's URL, without credentials."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def reach(self, host: str, port: int) -> socket.socket:
        """Connect to where a client wants to go."""
        self.asked.append((host, port))
        sock = socket.create_connection((self.hosts.get(host, host), port), 5)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def get_request(self) -> tuple[socket.socket, Any]:
        """Return the next client's connection; Nagle's algorithm would hold up its handshakes."""
        sock, address = super().get_request()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent: clients that hang up are part of the tests."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


class SocksServer(ProxyServer):
    """A SOCKS5 proxy."""

    def handler(self) -> Any:
        """Return what speaks to a client."""
        return SocksHandler

    @property
    def url(self) -> str:
        """The proxy's URL, without credentials."""
        return f"socks5://127.0.0.1:{self.port}"


def relay(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes between two sockets until either hangs up."""
    while True:
        ready = [s for s in (one, other) if isinstance(s, ssl.SSLSocket) and s.pending()]
        for source in ready or select.select([one, other], [], [], 10)[0]:
            try:
                data = source.recv(65536)
                if not data:
                    return
                (other if source is one else one).sendall(data)
            except OSError:
                return


class HTTPProxyHandler(socketserver.BaseRequestHandler):
    """One client of an HTTP proxy."""

    server: ProxyServer

    def handle(self) -> None:
        """Serve requests until the client hangs up or has its tunnel."""
        sock: socket.socket = self.request
        if self.server.tls is not None:
            sock = self.server.tls.wrap_socket(sock, server_side=True)
        with sock:
            while self.serve(sock):
                continue

    def serve(self, sock: socket.socket) -> bool:
        """Serve one request; tell whether there may be another."""
        head = b""
        while b"\r\n\r\n" not in head:
            data = sock.recv(65536)
            if not data:
                return False
            head += data
        self.server.heads.append(head)
        method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
        if self.server.login is not None:
            pair = b64encode(":".join(self.server.login).encode())
            if b"\r\nProxy-Authorization: Basic " + pair + b"\r\n" not in head:
                sock.sendall(
                    b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                    b'Proxy-Authenticate: Basic realm="x"\r\nContent-Length: 4\r\n\r\nlogo'
                )
                return True
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            with self.server.reach(host.strip("[]"), int(port)) as upstream:
                sock.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                relay(sock, upstream)
            return False
        url = urlsplit(target)
        with self.server.reach(url.hostname or "", url.port or 80) as upstream:
            _, rest = head.split(b"\r\n", 1)
            kept = [
                line for line in rest.split(b"\r\n")
                if not line.lower().startswith((b"proxy-", b"connection:"))
            ]  # fmt: skip
            path = url.path + (f"?{url.query}" if url.query else "")
            line = f"{method} {path or '/'} HTTP/1.1\r\nConnection: close\r\n".encode()
            upstream.sendall(line + b"\r\n".join(kept))
            relay(sock, upstream)
        return False


class SocksHandler(socketserver.BaseRequestHandler):
    """One client of a SOCKS5 proxy (RFC 1928, RFC 1929)."""

    server: ProxyServer

    def take(self, count: int) -> bytes:
        """Return exactly so many bytes."""
        data = b""
        while len(data) < count:
            piece = self.request.recv(count - len(data))
            if not piece:
                raise ConnectionError
            data += piece
        return data

    def handle(self) -> None:
        """Shake hands, connect, relay."""
        sock = self.request
        _, count = self.take(2)
        methods = self.take(count)
        wanted = 0 if self.server.login is None else 2
        if wanted not in methods:
            sock.sendall(b"\x05\xff")
            return
        sock.sendall(bytes([5, wanted]))
        if wanted == 2:
            user = self.take(self.take(2)[1])
            password = self.take(self.take(1)[0])
            self.server.logins.append((user, password))
            right = (user.decode(), password.decode()) == self.server.login
            sock.sendall(bytes([1, 0 if right else 1]))
            if not right:
                return
        kind = self.take(4)[3]
        if kind == 3:
            host = self.take(self.take(1)[0]).decode()
        else:
            family = socket.AF_INET if kind == 1 else socket.AF_INET6
            host = socket.inet_ntop(family, self.take(4 if kind == 1 else 16))
        port = int.from_bytes(self.take(2), "big")
        try:
            upstream = self.server.reach(host, port)
        except OSError:
            sock.sendall(b"\x05\x05\x00\x01" + bytes(6))
            return
        with upstream:
            sock.sendall(b"\x05\x00\x00\x03\x04host\x00\x50")
            relay(sock, upstream)
