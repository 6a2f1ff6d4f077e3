"""Who may begin a stream and when, with peers that allow few, more, or none."""

import socket
import threading
from collections.abc import Callable

import anyio
import h2.events
import h2.settings
import pytest

from tests.client.conftest import Kind
from tests.server.http2 import Frames, framed
from tests.server.scripted import Scripted
from workbench.client import AsyncClient, Client, ConnectTimeout, PoolTimeout, RequestError

from .http2 import PRIOR, on_both

pytestmark = pytest.mark.anyio
Start = Callable[..., Scripted]
STREAMS = h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS


# ---- how many streams there may be


@on_both
async def test_a_peer_that_lowers_its_limit_is_obeyed_and_nobody_is_stuck(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    most: list[int] = []
    lowered: list[bool] = []

    def play(frames: Frames) -> None:
        first = [frames.wait_for_request().stream_id for _ in range(4)]
        frames.h2.update_settings({STREAMS: 1})
        frames.flush()
        frames.wait_for(h2.events.SettingsAcknowledged, 1 if lowered else 2)
        lowered.append(True)
        for number in first:
            frames.answer(number)
        for _ in range(8):
            number = frames.wait_for_request().stream_id
            most.append(frames.h2.open_inbound_streams)
            frames.answer(number)
        frames.peer.wait_for_close()

    server = scripted(framed(play, {STREAMS: 4}))
    async with AsyncClient(**PRIOR) as client, anyio.create_task_group() as group:
        for _ in range(12):
            group.start_soon(client.get, server.url)
    assert (max(most), server.connections) == (1, 1)


@on_both
async def test_all_for_whom_there_is_room_are_let_in_at_once(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        # Until the peer has spoken there is room for one. It says no more than its settings.
        for number in [frames.wait_for_request().stream_id for _ in range(30)]:
            frames.answer(number)
        frames.peer.wait_for_close()

    async with AsyncClient(**PRIOR, timeout=5) as client, anyio.create_task_group() as group:
        url = scripted(framed(play)).url
        for _ in range(30):
            group.start_soon(client.get, url)


@on_both
async def test_streams_are_given_in_the_order_they_were_asked_for(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    order = []

    def play(frames: Frames) -> None:
        for _ in range(21):
            event = frames.wait_for_request()
            order.append(dict(event.headers)[b":path"])
            frames.answer(event.stream_id)
        frames.peer.wait_for_close()

    server = scripted(framed(play, {STREAMS: 2}))
    async with AsyncClient(**PRIOR) as client:
        await client.get(server / "first")
        async with anyio.create_task_group() as group:
            for number in range(20):
                group.start_soon(client.get, server / str(number))
                await anyio.wait_all_tasks_blocked()
    assert order[1:] == [b"/%d" % number for number in range(20)]


# ---- peers that take nobody


@on_both
async def test_a_peer_that_takes_no_streams_for_a_while_is_waited_for(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    go_on = threading.Event()

    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        frames.h2.update_settings({STREAMS: 0})
        frames.h2.send_headers(number, [(":status", "200")])
        frames.flush()
        frames.wait_for(h2.events.SettingsAcknowledged, 2)
        go_on.wait(10)
        frames.h2.update_settings({STREAMS: 10})
        frames.h2.end_stream(number)
        frames.flush()
        for _ in range(3):
            frames.answer(frames.wait_for_request().stream_id)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    async with AsyncClient(**PRIOR, timeout=5) as client:
        first = await client.get(server.url, stream=True)
        with pytest.raises(PoolTimeout):
            await client.get(server.url, timeout=0.1)
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(client.get, server.url)
            await anyio.wait_all_tasks_blocked()
            go_on.set()
            await first.aread()
    assert server.connections == 1


@on_both
async def test_all_who_wait_for_a_connection_that_is_not_made_are_told_so(
    kind: Kind, anyio_backend: str
) -> None:
    failures: list[type[Exception]] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:  # never says a word of TLS
        async with AsyncClient(http2=True, timeout=0.3) as client:

            async def one() -> None:
                try:
                    await client.get(f"https://127.0.0.1:{silent.getsockname()[1]}/")
                except RequestError as error:
                    failures.append(type(error))

            with anyio.fail_after(30):
                async with anyio.create_task_group() as group:
                    for _ in range(5):
                        group.start_soon(one)
    assert failures == [ConnectTimeout] * 5


def test_http2_is_offered_first() -> None:
    hello = b""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            nonlocal hello
            sock, _ = listener.accept()
            with sock:
                hello = sock.recv(65_536)

        thread = threading.Thread(target=listen)
        thread.start()
        with Client(http2=True) as client, pytest.raises(RequestError):
            client.get(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()
    assert b"\x02h2\x08http/1.1" in hello
