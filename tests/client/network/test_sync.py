"""Blocking streams: time limits, the end, liveness."""

import socket
import threading

import httpcore
import pytest

from tests.server.scripted import Peer, Scripted
from workbench.client.network.sync import PlainStream, SocketNetwork, SocketStream, ThreadSignal


def connected(server: Scripted) -> SocketStream:
    return SocketNetwork().connect_tcp("127.0.0.1", server.port, 5)


def test_bytes_arrive_and_end() -> None:
    def script(peer: Peer) -> None:
        peer.send(b"hello")

    with Scripted(script) as server:
        stream = connected(server)
        got = stream.read(2, 5) + stream.read(65536)
        assert (got, stream.read(1, 5)) == (b"hello", b"")
        assert stream.get_extra_info("is_readable")
        stream.close()
        assert stream.get_extra_info("is_readable")


def test_limits_are_httpcores_timeouts() -> None:
    with Scripted(lambda peer: peer.wait_for_close()) as server:
        stream = connected(server)
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(1, 0.02)
        assert not stream.get_extra_info("is_readable")
        stream.abort()
        with pytest.raises(httpcore.WriteError):
            stream.write(b"x", 5)


def test_a_large_write_goes_through_whole() -> None:
    received: list[bytes] = []
    done = threading.Event()

    def script(peer: Peer) -> None:
        while data := peer.receive():
            received.append(data)
        done.set()

    with Scripted(script) as server:
        stream = connected(server)
        stream.write(b"x" * 20_000_000, 5)
        stream.close()
        assert done.wait(5)

    assert sum(map(len, received)) == 20_000_000


def test_a_peer_that_takes_nothing_is_not_waited_for() -> None:
    one, other = socket.socketpair()
    with one, other, pytest.raises(httpcore.WriteTimeout):
        PlainStream(one).write(b"x" * 20_000_000, 0.02)


def test_each_direction_has_its_own_limit_and_none_is_for_ever() -> None:
    one, other = socket.socketpair()
    with one, other:
        stream = PlainStream(one)
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(1, 0)
        stream.write(b"x", 5)
        threading.Timer(0.05, other.send, [b"y"]).start()
        assert stream.read(1, None) == b"y"
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(1, 0.01)


def test_a_stream_with_something_to_say_is_readable() -> None:
    one, other = socket.socketpair()
    with one, other:
        stream = SocketStream(one)
        assert not stream.get_extra_info("is_readable")
        other.send(b"x")
        assert stream.get_extra_info("is_readable")


def test_a_signal_happens_or_times_out() -> None:
    signal = ThreadSignal()
    with pytest.raises(TimeoutError):
        signal.wait(0.01)
    threading.Timer(0.01, signal.set).start()
    signal.wait(5)


def test_names_have_addresses() -> None:
    assert "127.0.0.1" in SocketNetwork().resolve("localhost", 80, 5)
