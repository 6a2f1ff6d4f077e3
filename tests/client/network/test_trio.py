"""trio's streams: time limits, the end, closing at once."""

import httpcore
import pytest
import trio
import trio.testing

from tests.server.scripted import Peer, Scripted
from workbench.client.network.trio import TrioNetwork, TrioSignal, TrioStream

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
