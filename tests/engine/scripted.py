"""A server on the loopback interface that says exactly what it is told to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def scripted(*replies: bytes, then_wait: bool = False) -> Iterator[str]:
    """Answer each connection with the next reply and close it; yields the URL.

    With `then_wait` the connections stay open until the end, in silence.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        for reply in replies:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.recv(65536)
                peer.sendall(reply)
                if then_wait:
                    over.wait(30)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def closed_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
