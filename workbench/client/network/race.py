"""Connect to several addresses at once with blocking sockets: the first that answers wins."""

import errno
import os
import select
import socket
from time import monotonic

from .base import ATTEMPT_DELAY

UNDER_WAY = {errno.EINPROGRESS, errno.EWOULDBLOCK}


def connect_first(
    addresses: list[str], port: int, timeout: float | None, local_address: str | None
) -> socket.socket:
    """Return a socket connected to one of the addresses; raises OSError or TimeoutError.

    An attempt that has not failed within ATTEMPT_DELAY goes on beside the next one.
    """
    end = None if timeout is None else monotonic() + timeout
    waiting = list(reversed(addresses))
    attempts: dict[int, socket.socket] = {}
    poll = select.poll()
    failure = OSError("no address")
    winner: socket.socket | None = None
    try:
        while waiting or attempts:
            if waiting:
                sock, code = started(waiting.pop(), port, local_address)
                if code not in UNDER_WAY and code != 0:
                    sock.close()
                    failure = OSError(code, os.strerror(code))
                    continue
                attempts[sock.fileno()] = sock
                poll.register(sock, select.POLLOUT)
            pause = ATTEMPT_DELAY if waiting else None
            if end is not None:
                left = end - monotonic()
                if left <= 0:
                    raise TimeoutError
                pause = left if pause is None else min(pause, left)
            for descriptor, _ in poll.poll(None if pause is None else pause * 1000):
                sock = attempts.pop(descriptor)
                poll.unregister(descriptor)
                code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if code == 0:
                    winner = sock
                    return sock
                sock.close()
                failure = OSError(code, os.strerror(code))
    finally:
        for sock in attempts.values():
            if sock is not winner:
                sock.close()
    raise failure


def started(address: str, port: int, local_address: str | None) -> tuple[socket.socket, int]:
    """Return a socket on its way to an address, and connect's error code."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        if local_address is not None:
            sock.bind((local_address, 0))
        return sock, sock.connect_ex((address, port))
    except OSError as error:
        return sock, error.errno or errno.EINVAL
    except BaseException:
        sock.close()
        raise
