"""Open a browser and wait on 127.0.0.1 until it comes back (RFC 8252, section 7.3)."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from .errors import InvalidURL, OAuth2Error
from .url import URL

PAGE = b"<!doctype html><meta charset=utf-8><title>Done</title><p>You may close this page."
DONE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n"
    b"Cache-Control: no-store\r\nConnection: close\r\n\r\n%b" % (len(PAGE), PAGE)
)
ELSEWHERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HEAD_LIMIT = 65536


class LoopbackReceiver:
    """The `visit` of an authorization code grant on the user's own machine.

    Its `redirect_uri` is for the grant. Called with a URL it gives it to `open_browser`
    and returns the URL the browser comes back with, or raises OAuth2Error after `timeout`
    seconds. What else comes to the port, or with another state, is turned away.
    """

    def __init__(
        self,
        open_browser: Callable[[str], object] | None = None,
        *,
        port: int = 0,
        path: str = "/callback",
        timeout: float = 300.0,
    ) -> None:
        self._open = open_browser
        self._timeout = timeout
        self._path = path
        self._listener: socket.socket | None = socket.create_server(("127.0.0.1", port))
        self._port: int = self._listener.getsockname()[1]

    @property
    def redirect_uri(self) -> str:
        """Where the browser is to come back to."""
        return f"http://127.0.0.1:{self._port}{self._path}"

    def __call__(self, url: str) -> str:
        """Open a URL and return the one that comes back."""
        state = URL(url).params.get("state", "")
        listener = self._listener or socket.create_server(("127.0.0.1", self._port))
        self._listener = None
        with listener:
            self._browse(url)
            end = time.monotonic() + self._timeout
            while (left := end - time.monotonic()) > 0:
                listener.settimeout(left)
                try:
                    peer, _ = listener.accept()
                except TimeoutError:
                    break
                with peer:
                    landed = self._received(peer, state, min(left, 5.0))
                if landed is not None:
                    return landed
        raise OAuth2Error("timeout", f"nobody came back from the browser in {self._timeout:g} s")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the port back, if it was never used."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _browse(self, url: str) -> None:
        if self._open is not None:
            self._open(url)
            return
        import webbrowser

        webbrowser.open(url)

    def _received(self, peer: socket.socket, state: str, timeout: float) -> str | None:
        """Return the URL of one visitor's request, if it is the one waited for."""
        peer.settimeout(timeout)
        try:
            head = b""
            while b"\r\n" not in head and len(head) < HEAD_LIMIT:
                data = peer.recv(4096)
                if not data:
                    return None
                head += data
        except OSError:
            return None  # this visitor went away; another may come
        landed = self._landing(head, state)
        with suppress(OSError):  # whoever left without waiting for the page has been heard
            peer.sendall(ELSEWHERE if landed is None else DONE)
        return landed

    def _landing(self, head: bytes, state: str) -> str | None:
        method, _, rest = head.partition(b"\r\n")[0].decode("latin-1").partition(" ")
        target = rest.partition(" ")[0]
        if method != "GET" or target.partition("?")[0] != self._path:
            return None
        try:
            url = URL(f"http://127.0.0.1:{self._port}{target}")
        except InvalidURL:
            return None
        return str(url) if url.params.get("state", "") == state else None
