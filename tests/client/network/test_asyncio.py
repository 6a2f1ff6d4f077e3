"""asyncio's streams: waiting, time limits, back pressure, the end."""

import asyncio
import threading

import httpcore
import pytest

from tests.server.scripted import Peer, Scripted
from workbench.client.network.asyncio import (
    HIGH_WATER,
    AsyncioNetwork,
    AsyncioSignal,
    AsyncioStream,
)

pytestmark = pytest.mark.anyio


async def connected(server: Scripted) -> AsyncioStream:
    return await AsyncioNetwork().connect_tcp("127.0.0.1", server.port, 5)


async def test_bytes_arrive_in_pieces_no_larger_than_asked_for() -> None:
    def script(peer: Peer) -> None:
        peer.send(b"hello")
        peer.wait_for_close()

    with Scripted(script) as server:
        stream = await connected(server)
        got = await stream.read(2, 5) + await stream.read(65536, 5)
        assert (got, stream.received_at is not None) == (b"hello", True)
        stream.abort()


async def test_what_has_arrived_stays_as_it_is_when_more_arrives() -> None:
    def script(peer: Peer) -> None:
        peer.send(b"first")
        peer.send(peer.receive())
        peer.wait_for_close()

    with Scripted(script) as server:
        streams = [await connected(server) for _ in range(3)]
        got = [await stream.read(10, 5) for stream in streams]
        for number, stream in enumerate(streams):
            await stream.write(b"again %d" % number, 5)
        got += [await stream.read(10, 5) for stream in streams]

        assert got == [b"first", b"first", b"first", b"again 0", b"again 1", b"again 2"]
        for stream in streams:
            stream.abort()


async def test_a_read_that_waits_too_long_is_a_timeout_and_does_no_harm() -> None:
    answer = threading.Event()

    def script(peer: Peer) -> None:
        answer.wait(5)
        peer.send(b"late")

    with Scripted(script) as server:
        stream = await connected(server)
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(10, 0.05)
        answer.set()
        assert await stream.read(10, 5) == b"late"
        assert await stream.read(10, 5) == b""
        assert stream.get_extra_info("is_readable")
        await stream.aclose()


async def test_a_later_deadline_does_not_shorten_an_earlier_one() -> None:
    def script(peer: Peer) -> None:
        peer.wait_for_close()

    with Scripted(script) as server:
        stream = await connected(server)
        loop = asyncio.get_running_loop()
        for limit in (0.02, 0.1, 0.05):
            started = loop.time()
            with pytest.raises(httpcore.ReadTimeout):
                await stream.read(1, limit)
            assert limit * 0.9 <= loop.time() - started < limit + 2
        stream.abort()


async def test_a_peer_that_is_far_ahead_is_made_to_wait() -> None:
    size = HIGH_WATER * 8
    sent = threading.Event()

    def script(peer: Peer) -> None:
        peer.send(b"x" * size)
        sent.set()
        peer.wait_for_close()

    with Scripted(script) as server:
        stream = await connected(server)
        left = size
        protocol = stream._protocol
        while protocol.size <= HIGH_WATER:  # noqa: ASYNC110 -- the transport has no event for it
            await asyncio.sleep(0.001)
        assert protocol.size < HIGH_WATER * 2
        while left:
            left -= len(await stream.read(1 << 18, 5))
        assert sent.wait(5)
        assert not protocol.reading_paused
        stream.abort()


async def test_a_reset_is_a_read_error_and_then_a_write_error() -> None:
    def reset_when_spoken_to(peer: Peer) -> None:
        peer.receive()
        peer.reset()

    with Scripted(reset_when_spoken_to) as server:
        stream = await connected(server)
        await stream.write(b"x", 5)
        with pytest.raises(httpcore.ReadError):
            await stream.read(1, 5)
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"x", 5)
        stream.abort()


async def test_cancelling_a_read_leaves_the_stream_usable() -> None:
    answer = threading.Event()

    def script(peer: Peer) -> None:
        answer.wait(5)
        peer.send(b"x")

    with Scripted(script) as server:
        stream = await connected(server)
        task = asyncio.ensure_future(stream.read(1))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        answer.set()
        assert await stream.read(1, 5) == b"x"
        stream.abort()


async def test_a_signal_happens_once_or_times_out() -> None:
    signal = AsyncioSignal()
    with pytest.raises(TimeoutError):
        await signal.wait(0.01)
    signal.set()

    second = AsyncioSignal()
    second.set()
    second.set()
    await second.wait(None)


async def test_names_have_addresses() -> None:
    assert "127.0.0.1" in await AsyncioNetwork().resolve("localhost", 80, 5)


async def test_a_writer_that_waits_leaves_the_reader_its_deadline() -> None:
    done = threading.Event()

    def script(peer: Peer) -> None:
        done.wait(10)  # reads nothing, so that the pipe fills

    with Scripted(script) as server:
        stream = await connected(server)
        reading = asyncio.create_task(stream.read(1, 0.3))
        await asyncio.sleep(0)
        with pytest.raises(httpcore.WriteTimeout):
            await fill(stream)
        assert not reading.done()
        with pytest.raises(httpcore.ReadTimeout):
            await asyncio.wait_for(reading, 5)
        stream.abort()
        done.set()


async def fill(stream: AsyncioStream) -> None:
    while True:
        await stream.write(b"x" * 1_000_000, 0.05)
