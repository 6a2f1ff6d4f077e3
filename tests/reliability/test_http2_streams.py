"""Streams that share a connection: one's trouble is not the others'."""

import threading
from collections.abc import Callable
from typing import Any

import anyio
import h2.events
import h2.settings
import pytest
from hyperframe.frame import RstStreamFrame

from tests.client.conftest import Kind, OpenClient
from tests.server.http2 import Frames, framed
from tests.server.scripted import Scripted
from workbench.client import AsyncClient, ReadTimeout, RemoteProtocolError, RequestError

from .http2 import PRIOR, on_both, say

pytestmark = pytest.mark.anyio
Start = Callable[..., Scripted]
RESET = h2.events.StreamReset


# ---- one stream's trouble


@on_both
async def test_a_reset_a_timeout_and_a_cancellation_leave_the_others_alone(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    ended: dict[str, Any] = {}
    told = threading.Event()

    def play(frames: Frames) -> None:
        frames.answer(frames.wait_for_request().stream_id)
        asked = {}
        for _ in range(4):
            event = frames.wait_for_request()
            asked[dict(event.headers)[b":path"]] = event.stream_id
        say(frames, RstStreamFrame(asked[b"/reset"], error_code=2))
        resets = {frames.wait_for(RESET).stream_id for _ in range(2)}
        ended["resets"] = resets == {asked[b"/slow"], asked[b"/cancelled"]}
        frames.answer(asked[b"/fine"], b"fine")
        told.set()
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    async with AsyncClient(**PRIOR, timeout=5) as client, anyio.create_task_group() as group:
        await client.get(server.url)

        async def one(path: str, **options: Any) -> None:
            try:
                ended[path] = (await client.get(server / path, **options)).text
            except RequestError as error:
                ended[path] = type(error)

        group.start_soon(one, "fine")
        group.start_soon(one, "reset")

        async def slow() -> None:
            await one("slow", timeout=0.2)

        group.start_soon(slow)
        with anyio.CancelScope() as scope:
            async with anyio.create_task_group() as doomed:
                doomed.start_soon(one, "cancelled")
                await anyio.wait_all_tasks_blocked()
                scope.cancel()
    assert ended == {
        "fine": "fine", "reset": RemoteProtocolError, "slow": ReadTimeout, "resets": True
    }  # fmt: skip
    assert server.connections == 1


@on_both
async def test_a_silent_stream_times_out_though_another_is_busy(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    stop = threading.Event()

    def play(frames: Frames) -> None:
        frames.answer(frames.wait_for_request().stream_id)
        numbers = [frames.wait_for_request().stream_id for _ in range(2)]
        frames.h2.send_headers(numbers[1], [(":status", "200")])
        while not stop.wait(0.02):
            frames.h2.send_data(numbers[1], b"tick")
            frames.flush()
        frames.h2.end_stream(numbers[1])
        frames.flush()
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    async with AsyncClient(**PRIOR, timeout=5) as client, anyio.create_task_group() as group:
        await client.get(server.url)

        async def silent() -> None:
            with pytest.raises(ReadTimeout), anyio.fail_after(30):
                await client.get(server.url, timeout=0.3)
            stop.set()

        group.start_soon(silent)
        await anyio.wait_all_tasks_blocked()
        await client.get(server.url)


@on_both
async def test_an_upload_that_pauses_does_not_keep_others_from_reading(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    other_done = anyio.Event()

    def play(frames: Frames) -> None:
        frames.answer(frames.wait_for_request().stream_id)
        upload = frames.wait_for_request().stream_id
        got = 0
        while got < 65_535:  # the window is shut now
            got += len(frames.wait_for(h2.events.DataReceived).data)
        other = frames.wait_for_request().stream_id
        frames.h2.increment_flow_control_window(100_000)
        frames.h2.increment_flow_control_window(100_000, upload)
        frames.flush()
        while got < 65_536:
            got += len(frames.wait_for(h2.events.DataReceived).data)
        frames.answer(other)
        frames.wait_for(h2.events.StreamEnded, 3)
        frames.answer(upload)
        frames.peer.wait_for_close()

    async def body() -> Any:
        yield b"x" * 65_536
        await other_done.wait()
        yield b"x"

    server = scripted(framed(play))
    async with AsyncClient(**PRIOR, timeout=5) as client, anyio.create_task_group() as group:
        await client.get(server.url)
        group.start_soon(lambda: client.post(server.url, content=body()))
        await anyio.wait_all_tasks_blocked()
        assert (await client.get(server.url)).text == "ok"
        other_done.set()


@on_both
async def test_responses_that_nobody_reads_do_not_stop_another(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        while (event := frames.wait_for_request()) is not None:
            frames.h2.send_headers(event.stream_id, [(":status", "200")])
            while frames.h2.local_flow_control_window(event.stream_id) < 1 << 20:
                frames.seen += frames.h2.receive_data(frames.peer.receive())
            for _ in range(64):
                frames.h2.send_data(event.stream_id, bytes(1 << 14))
                frames.flush()

    server = scripted(framed(play))
    async with AsyncClient(**PRIOR, timeout=5) as client:
        held = [await client.get(server.url, stream=True) for _ in range(20)]
        for response in reversed(held):
            got = 0
            async for piece in response.aiter_raw():
                got += len(piece)
                if got == 1 << 20:
                    break
            await response.aclose()


async def test_a_response_that_comes_before_the_upload_is_through_ends_the_upload(
    open_client: OpenClient, scripted: Start
) -> None:
    resets = []

    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        frames.answer(number, b"too large")
        resets.append(int(frames.wait_for(RESET).error_code))
        frames.answer(frames.wait_for_request().stream_id)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR)
    assert (await client.post(server.url, content=bytes(1_000_000))).text == "too large"
    assert (await client.get(server.url)).text == "ok"
    assert (resets, server.connections) == ([8], 1)


@pytest.mark.parametrize("code", [0, 8])
async def test_a_reset_behind_a_whole_response_changes_nothing(
    open_client: OpenClient, scripted: Start, code: int
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        frames.h2.send_headers(number, [(":status", "413")])
        frames.h2.send_data(number, b"no", end_stream=True)
        frames.h2.reset_stream(number, code)
        frames.flush()
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    response = await open_client(**PRIOR).post(server.url, content=bytes(1_000_000))
    assert (response.status_code, response.text) == (413, "no")


# ---- uploads and peers that do not read


WIDE = {h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: (1 << 31) - 1}


def deaf(until: threading.Event) -> Callable[[Frames], None]:
    """Return a script that allows 2 GiB, and reads nothing of it before it is told to."""

    def play(frames: Frames) -> None:
        frames.h2.increment_flow_control_window((1 << 31) - 1 - 65_535)
        frames.flush()
        frames.answer(frames.wait_for_request().stream_id)
        until.wait(10)
        while frames.peer.receive(1 << 20):
            pass

    return play


@pytest.mark.parametrize(("kind", "timeout"), [("asyncio", None), ("asyncio", 30), ("trio", None)])
async def test_uploads_to_a_peer_that_does_not_read_wait_and_are_cut_short_at_once(
    kind: Kind, anyio_backend: str, scripted: Start, timeout: float | None
) -> None:
    produced = 0
    done = threading.Event()

    async def endless() -> Any:
        nonlocal produced
        while True:
            produced += 1 << 16
            yield bytes(1 << 16)

    server = scripted(framed(deaf(done), WIDE))
    async with AsyncClient(**PRIOR, timeout=timeout) as client:
        await client.get(server.url)
        with anyio.fail_after(30), anyio.CancelScope() as scope:
            async with anyio.create_task_group() as group:
                for _ in range(3):
                    group.start_soon(lambda: client.post(server.url, content=endless()))
                before = -1
                while before != produced:
                    before = produced
                    await anyio.sleep(0.05)
                scope.cancel()
        done.set()
    assert 1 << 16 < produced < 64 << 20


@on_both
async def test_without_time_limits_a_peer_may_take_its_time_to_read(
    kind: Kind, anyio_backend: str, scripted: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.client.http2_shared.LAST_WORDS", 0.01)
    go_on = threading.Event()

    def play(frames: Frames) -> None:
        frames.h2.increment_flow_control_window((1 << 31) - 1 - 65_535)
        frames.flush()
        frames.answer(frames.wait_for_request().stream_id)
        go_on.wait(10)
        number = frames.wait_for_request().stream_id
        frames.wait_for(h2.events.StreamEnded, 2)
        frames.answer(number)
        frames.peer.wait_for_close()

    server = scripted(framed(play, WIDE))
    async with AsyncClient(**PRIOR, timeout=None) as client, anyio.create_task_group() as group:
        await client.get(server.url)
        group.start_soon(lambda: client.post(server.url, content=bytes(16 << 20)))
        await anyio.sleep(0.2)
        go_on.set()
