"""Several addresses, blocking sockets."""

import socket
from collections.abc import Iterator

import pytest

from workbench.client.network.race import connect_first


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def silent(port: int) -> Iterator[str]:
    """An address that lets connections wait: its queue is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.3", port))
        listener.listen(0)
        waiting = []
        for _ in range(4):
            waiting.append(socket.socket())
            waiting[-1].setblocking(False)
            waiting[-1].connect_ex(("127.0.0.3", port))
        yield "127.0.0.3"
        for sock in waiting:
            sock.close()


def test_the_next_address_has_its_turn_when_one_refuses(port: int) -> None:
    with connect_first(["127.0.0.2", "::1", "127.0.0.1"], port, 5, None) as sock:
        assert sock.getpeername()[0] == "127.0.0.1"


def test_a_silent_address_does_not_hold_up_the_next(port: int, silent: str) -> None:
    with connect_first([silent, "127.0.0.1"], port, 5, "127.0.0.1") as sock:
        assert sock.getpeername()[0] == "127.0.0.1"


def test_time_is_limited(port: int, silent: str) -> None:
    with pytest.raises(TimeoutError):
        connect_first([silent, silent], port, 0.3, None)


def test_the_last_refusal_is_told(port: int) -> None:
    with pytest.raises(OSError, match="refused"):
        connect_first(["127.0.0.2", "127.0.0.4"], port, 5, None)
    with pytest.raises(OSError, match="assign"):
        connect_first(["127.0.0.1"], port, 5, "192.0.2.1")
