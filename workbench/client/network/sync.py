"""Blocking sockets with a timeout for each call."""

import select
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterable
from socket import SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET
from struct import pack
from typing import Any

import httpcore

from .base import Network, SocketOption, Stream, address_of
from .race import connect_first


class SocketStream(Stream):
    """One connection. Python keeps its time limits: it polls before each call."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._poll = select.poll()  # unlike select(), it takes descriptors above 1,023
        self._poll.register(sock, select.POLLIN)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes, or none at the end."""
        try:
            self._limit(timeout, SO_RCVTIMEO)
            return self._sock.recv(max_bytes)
        except (TimeoutError, BlockingIOError) as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes, waiting while the peer takes none."""
        try:
            self._limit(timeout, SO_SNDTIMEO)
            sent = self._sock.send(buffer)
            while sent < len(buffer):
                sent += self._sock.send(memoryview(buffer)[sent:])
        except (TimeoutError, BlockingIOError) as error:
            raise httpcore.WriteTimeout from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def _limit(self, timeout: float | None, option: int) -> None:
        """Set the time limit of one direction; which it is, only some sockets can tell apart."""
        if self._sock.gettimeout() != timeout:  # setting it is a system call
            self._sock.settimeout(timeout)

    def close(self) -> None:
        """Close."""
        self._sock.close()

    def abort(self) -> None:
        """Close at once."""
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Stream:
        """Return a stream that speaks TLS over this one."""
        if isinstance(self._sock, ssl.SSLSocket):
            from .nested import TLSOverSocket

            return TLSOverSocket(self._sock, ssl_context, server_hostname, timeout)
        try:
            self._sock.settimeout(timeout)
            return SocketStream(
                ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
            )
        except BaseException as error:
            self._sock.close()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from error
            if isinstance(error, OSError):
                raise httpcore.ConnectError(str(error)) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        """Return one of httpcore's facts about the connection."""
        if info == "is_readable":
            sock = self._sock
            if sock.fileno() < 0 or (isinstance(sock, ssl.SSLSocket) and sock.pending()):
                return True
            return bool(self._poll.poll(0))
        if info == "ssl_object":
            return self._sock if isinstance(self._sock, ssl.SSLSocket) else None
        if info == "socket":
            return self._sock
        if info == "client_addr":
            return self._sock.getsockname()
        if info == "server_addr":
            return self._sock.getpeername()
        return None


class KernelTimedStream(SocketStream):
    """One connection without TLS, whose time limits the kernel keeps, one for each direction."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        sock.settimeout(None)
        self._limits: dict[int, float | None] = {}

    def _limit(self, timeout: float | None, option: int) -> None:
        if self._limits.get(option) != timeout:  # setting it is a system call
            self._sock.setsockopt(SOL_SOCKET, option, timeval(timeout))
            self._limits[option] = timeout


def timeval(timeout: float | None) -> bytes:
    """Return a time limit as the kernel takes it, to whom 0 is none."""
    microseconds = 0 if timeout is None else max(1, round(timeout * 1_000_000))
    return pack("@ll", *divmod(microseconds, 1_000_000))


# Elsewhere such limits are given in other ways, or not at all.
PlainStream = KernelTimedStream if sys.platform in {"linux", "darwin"} else SocketStream


class ThreadSignal:
    """A lock that is released once: cheaper than an Event."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def set(self) -> None:
        """Let it happen."""
        self._lock.release()

    def wait(self, timeout: float | None) -> None:
        """Wait until it has happened; raises TimeoutError."""
        if not self._lock.acquire(timeout=-1 if timeout is None else timeout):
            raise TimeoutError


class SocketNetwork(Network):
    """The network of blocking calls."""

    def resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return a host's addresses. The system's resolver knows no timeout but its own."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(address_of(item[4]) for item in found))

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> SocketStream:
        """Return a connection to an address."""
        local = (local_address, 0) if local_address else None
        try:
            sock = socket.create_connection((host, port), timeout, source_address=local)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for option in socket_options or ():
            sock.setsockopt(*option)
        return PlainStream(sock)

    def connect_any(
        self,
        addresses: list[str],
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> SocketStream:
        """Return a connection to the first of some addresses that answers."""
        if len(addresses) == 1:
            return self.connect_tcp(addresses[0], port, timeout, local_address, socket_options)
        try:
            sock = connect_first(addresses, port, timeout, local_address)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for option in socket_options or ():
            sock.setsockopt(*option)
        return PlainStream(sock)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> SocketStream:
        """Return a connection to a Unix socket."""
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.settimeout(timeout)
            sock.connect(path)
            for option in socket_options or ():
                sock.setsockopt(*option)
        except BaseException as error:
            sock.close()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from error
            if isinstance(error, OSError):
                raise httpcore.ConnectError(str(error)) from error
            raise
        return PlainStream(sock)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def signal(self) -> ThreadSignal:
        """Return a new signal."""
        return ThreadSignal()
