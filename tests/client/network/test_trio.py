"""trio's streams: time limits, the end, closing at once."""

import random
import threading

import httpcore
import pytest
import trio
import trio.testing

from tests.server.scripted import Peer, Scripted
from workbench.client.network.trio import TURN, TrioNetwork, TrioSignal, TrioStream

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("anyio_backend", ["trio"])]


async def connected(server: Scripted) -> TrioStream:
    return await TrioNetwork().connect_tcp("127.0.0.1", server.port, 5)


async def test_bytes_arrive_and_end() -> None:
    def script(peer: Peer) -> None:
        peer.send(b"hello")

    with Scripted(script) as server:
        stream = await connected(server)
        got = await stream.read(2, 5) + await stream.read(65536)
        assert (got, await stream.read(1, 5)) == (b"hello", b"")
        assert stream.get_extra_info("is_readable")
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", server.port)
        await stream.aclose()


async def test_limits_are_httpcores_timeouts() -> None:
    with Scripted(lambda peer: peer.wait_for_close()) as server:
        stream = await connected(server)
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(1, 0.02)
        assert not stream.get_extra_info("is_readable")
        stream.abort()
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"x", 5)
        with pytest.raises(httpcore.ReadError):
            await stream.read(1, 5)


async def test_a_peer_that_takes_nothing_is_a_timeout() -> None:
    done = threading.Event()

    def script(peer: Peer) -> None:
        done.wait(5)

    with Scripted(script) as server:
        stream = await connected(server)
        with pytest.raises(httpcore.WriteTimeout):
            await stream.write(bytes(1 << 25), 0.05)
        stream.abort()
        done.set()


async def test_what_is_too_much_for_one_write_arrives_whole() -> None:
    received: list[bytes] = []

    def script(peer: Peer) -> None:
        while data := peer.receive():
            received.append(data)

    sent = random.Random(1).randbytes(1 << 23)
    with Scripted(script) as server:
        stream = await connected(server)
        await stream.write(sent, 5)
        stream._sock.socket.shutdown(trio.socket.SHUT_WR)
        assert await stream.read(1, 5) == b""
        stream.abort()

    assert b"".join(received) == sent


async def test_many_small_writes_give_others_a_turn() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await trio.lowlevel.checkpoint()
            turns += 1

    with Scripted(lambda peer: peer.wait_for_close()) as server:
        stream = await connected(server)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(count)
            for _ in range(64):
                await stream.write(bytes(TURN // 8), 5)
            nursery.cancel_scope.cancel()
        stream.abort()

    assert turns >= 4  # eight pauses; the tasks of a round run in any order


async def test_closing_at_once_wakes_who_reads() -> None:
    failures: list[Exception] = []

    async def read(stream: TrioStream) -> None:
        try:
            await stream.read(1)
        except httpcore.ReadError as error:
            failures.append(error)

    with Scripted(lambda peer: peer.wait_for_close()) as server:
        stream = await connected(server)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(read, stream)
            await trio.testing.wait_all_tasks_blocked()
            stream.abort()

    assert len(failures) == 1


async def test_a_signal_happens_or_times_out() -> None:
    signal = TrioSignal()
    with pytest.raises(TimeoutError):
        await signal.wait(0.01)
    signal.set()
    await signal.wait(None)


async def test_names_have_addresses() -> None:
    assert "127.0.0.1" in await TrioNetwork().resolve("localhost", 80, 5)
