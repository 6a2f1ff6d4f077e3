"""A small, well-behaved HTTP server on the loopback interface, in a thread of its own.

    with Loopback() as server:
        client.get(server / "json")

Each path's first segment names a route below. `requests` keeps what arrived.
"""

import base64
import gzip
import json
import ssl
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

LOREM = b"The quick brown fox jumps over the lazy dog.\n" * 20


@dataclass
class Seen:
    """One request as the server saw it."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    peer: tuple[str, int]  # two requests with one peer came on one connection

    def header(self, name: str) -> str | None:
        """Return a header's value, or None."""
        return next((v for key, v in self.headers if key.lower() == name.lower()), None)


@dataclass
class Reply:
    """What a route answers. A body in pieces is sent in chunks."""

    body: bytes | list[bytes] = b""
    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)


Route = Callable[["Loopback", Seen, list[str], dict[str, list[str]]], Reply]
ROUTES: dict[str, Route] = {}


def route(function: Route) -> Route:
    """Serve a function under its name."""
    ROUTES[function.__name__.strip("_").replace("_", "-")] = function
    return function


def as_json(value: Any) -> Reply:
    """Answer with a value as JSON."""
    return Reply(json.dumps(value).encode(), headers=[("Content-Type", "application/json")])


@route
def _json(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    return as_json({"hello": "world"})


@route
def echo(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    body = seen.body.decode("latin-1")
    said = {"method": seen.method, "target": seen.target, "headers": seen.headers, "body": body}
    return as_json(said)


@route
def status(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    return Reply(b"" if path[0] in {"204", "304"} else b"a body", int(path[0]))


@route
def redirect(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """`/redirect/3` takes three hops to `/echo`; `/redirect?to=URL&status=307` takes one."""
    if "to" in query:
        code = int(query.get("status", ["302"])[0])
        return Reply(b"moved", code, [("Location", query["to"][0])])
    left = int(path[0])
    to = "/echo" if left == 1 else f"/redirect/{left - 1}"
    return Reply(b"moved", 302, [("Location", to)])


@route
def encoded(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    body = gzip.compress(LOREM) if path[0] == "gzip" else zlib.compress(LOREM)
    return Reply(body, headers=[("Content-Encoding", path[0]), ("Content-Type", "text/plain")])


@route
def _bytes(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    return Reply(b"x" * int(path[0]))


@route
def chunks(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    return Reply([b"chunk %d\n" % n for n in range(int(path[0]))])


@route
def login(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """Let in who knows user and password of the path."""
    expected = base64.b64encode(":".join(path).encode()).decode()
    if seen.header("Authorization") == f"Basic {expected}":
        return Reply(b"welcome")
    return Reply(b"who are you?", 401, [("WWW-Authenticate", "Basic")])


@route
def set_cookie(
    server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]
) -> Reply:
    """Set a cookie for each parameter, delete it if it is empty; `_to` redirects."""
    to = query.pop("_to", None)
    cookies = [
        ("Set-Cookie", f"{name}={value[0]}; Path=/" + ("" if value[0] else "; Max-Age=0"))
        for name, value in query.items()
    ]
    return Reply(b"", 302 if to else 200, [*cookies, *([("Location", to[0])] if to else [])])


@route
def busy(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """Be busy for the first so many requests of the server."""
    return Reply(b"", 503 if len(server.requests) <= int(path[0]) else 200)


@route
def held(server: "Loopback", seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """Answer once `server.let_go` is set; `server.holding` counts those who wait."""
    server.holding.release()
    server.let_go.wait(10)
    return Reply(b"at last")


class Handler(BaseHTTPRequestHandler):
    """Read a request, ask its route, write head and body in one go."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body apart would meet Nagle's algorithm: 40 ms for each
    disable_nagle_algorithm = True
    loopback: "Loopback"

    def handle_any(self) -> None:
        """Serve one request of any method."""
        peer = (str(self.client_address[0]), int(self.client_address[1]))
        seen = Seen(self.command, self.path, self.headers.items(), self._body(), peer)
        self.loopback.requests.append(seen)
        url = urlsplit(self.path)
        name, *path = url.path.strip("/").split("/")
        reply = ROUTES.get(name, _json)(
            self.loopback, seen, path, parse_qs(url.query, keep_blank_values=True)
        )
        self.send_response(reply.status)
        for header in reply.headers:
            self.send_header(*header)
        if isinstance(reply.body, list):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in [*reply.body, b""]:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        else:
            if reply.status not in {204, 304}:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)
        self.wfile.flush()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_any  # noqa: N815

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base's name
        """Stay silent."""


class QuietServer(ThreadingHTTPServer):
    """Clients that hang up are part of the tests."""

    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent."""

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the connection's own thread, not in the one that accepts."""
        if isinstance(request, ssl.SSLSocket):
            request.do_handshake()
        super().finish_request(request, client_address)


class Loopback:
    """The server, running from entering to leaving its `with` block."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Seen] = []
        self.holding = threading.Semaphore(0)
        self.let_go = threading.Event()
        handler = type("BoundHandler", (Handler,), {"loopback": self})
        self._server = QuietServer(("127.0.0.1", 0), handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port: int = self._server.server_address[1]
        self.scheme = "http" if tls is None else "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """The server's address, without a slash at the end."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def __truediv__(self, path: str) -> str:
        return f"{self.url}/{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
