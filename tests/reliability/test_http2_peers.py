"""HTTP/2 with peers that change their mind, leave early, stall and lie.

The faults that httpcore has been reported for each have a test here or in
tests/client/test_http2_connection.py.
"""

import socket
import threading
from collections.abc import Callable
from typing import Any

import anyio
import anyio.to_thread
import h2.errors
import h2.events
import h2.settings
import pytest
from hyperframe.frame import GoAwayFrame, PingFrame, RstStreamFrame

from tests.client.conftest import Kind, OpenClient, pool_of
from tests.server.http2 import Frames, framed
from tests.server.scripted import Scripted
from workbench.client import (
    AsyncClient,
    Client,
    ConnectTimeout,
    Limits,
    PoolTimeout,
    ReadTimeout,
    RemoteProtocolError,
    RequestError,
)

pytestmark = pytest.mark.anyio
Start = Callable[..., Scripted]
RESET = h2.events.StreamReset
STREAMS = h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS
PRIOR: dict[str, Any] = {"http1": False, "http2": True}
on_both = pytest.mark.parametrize("kind", ["asyncio", "trio"])


def say(frames: Frames, *said: Any) -> None:
    """Send frames as they are, past what h2 would allow."""
    frames.peer.send(b"".join(frame.serialize() for frame in said))


def go_away(last: int, code: int = 0) -> GoAwayFrame:
    return GoAwayFrame(0, last_stream_id=last, error_code=code)


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


# ---- peers that leave


@on_both
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_goaway_in_mid_flight_ends_some_streams_and_moves_the_others(
    kind: Kind, anyio_backend: str, scripted: Start, method: str
) -> None:
    def play(frames: Frames) -> None:
        if frames.peer.number == 0:
            frames.answer(frames.wait_for_request().stream_id)
            numbers = [frames.wait_for_request().stream_id for _ in range(6)]
            say(frames, go_away(numbers[2]))
            for number in numbers[:3]:
                frames.answer(number, b"old")
        else:
            while (event := frames.wait_for_request()) is not None:
                frames.answer(event.stream_id, b"new")
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    bodies: list[str] = []
    async with AsyncClient(**PRIOR) as client:
        await client.get(server.url)

        async def one() -> None:
            bodies.append((await client.request(method, server.url)).text)

        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(one)
        assert pool_of(client).open == pool_of(client).idle == server.connections - 1
    assert sorted(bodies) == ["new", "new", "new", "old", "old", "old"]


async def test_a_post_that_was_not_touched_is_sent_again_and_one_that_was_is_not(
    open_client: OpenClient, scripted: Start
) -> None:
    asked = []

    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        asked.append(number)
        if len(asked) == 1:
            say(frames, RstStreamFrame(number, error_code=h2.errors.ErrorCodes.REFUSED_STREAM))
            frames.peer.wait_for_close()
        elif len(asked) == 2:
            frames.answer(number)
            frames.wait_for_request()
            asked.append(number)  # and hangs up
        else:
            frames.answer(number)
            frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR)
    assert (await client.post(server.url, content=b"x")).text == "ok"
    with pytest.raises(RemoteProtocolError, match="may have been processed"):
        await client.post(server.url, content=b"x")
    assert len(asked) == 3


async def test_a_kept_connection_that_was_said_goodbye_to_is_not_used(
    open_client: OpenClient, scripted: Start
) -> None:
    said = threading.Event()
    go_on = threading.Event()

    def play(frames: Frames) -> None:
        frames.answer(frames.wait_for_request().stream_id)
        if frames.peer.number == 0:
            go_on.wait(5)
            say(frames, PingFrame(0, opaque_data=b"12345678"), go_away(1))
            said.set()
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR)
    await client.post(server.url)
    go_on.set()
    said.wait(5)
    assert (await client.post(server.url)).text == "ok"
    assert server.connections == 2


async def test_a_kept_connection_that_was_pinged_answers_and_is_used(
    open_client: OpenClient, scripted: Start
) -> None:
    answers = []

    def play(frames: Frames) -> None:
        frames.answer(frames.wait_for_request().stream_id)
        frames.h2.ping(b"are you?")
        frames.flush()
        number = frames.wait_for_request().stream_id
        answers.append(frames.wait_for(h2.events.PingAckReceived).ping_data)
        frames.answer(number)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR)
    await client.get(server.url)
    assert (await client.get(server.url)).timings.reused
    assert answers == [b"are you?"]


async def test_a_kept_connection_that_has_expired_is_not_used(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        frames.answer(frames.wait_for_request().stream_id)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR, limits=Limits(keepalive_expiry=0))
    await client.get(server.url)
    assert not (await client.post(server.url)).timings.reused
    assert (server.connections, client.pool.open) == (2, 1)


async def test_half_a_response_is_an_error_and_the_next_request_goes_elsewhere(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        if frames.peer.number == 0:
            frames.h2.send_headers(number, [(":status", "200")])
            frames.h2.send_data(number, b"half")
            frames.flush()
            frames.peer.half_close()  # and still listens
        else:
            frames.answer(number)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR)
    response = await client.get(server.url, stream=True)
    with pytest.raises(RequestError, match="closed before the response was complete"):
        await client.read(response)
    assert (await client.post(server.url)).text == "ok"
    assert (server.connections, client.pool.open) == (2, 1)


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
            with pytest.raises(ReadTimeout), anyio.fail_after(4):
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


# ---- what comes beside a response


async def test_informational_responses_and_trailers_are_kept(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        frames.h2.send_headers(number, [(":status", "103"), ("link", "</a.css>")])
        frames.h2.send_headers(number, [(":status", "200")])
        frames.h2.send_data(number, b"body")
        frames.h2.send_headers(number, [("checksum", "abc")], end_stream=True)
        frames.flush()
        frames.peer.wait_for_close()

    client = open_client(**PRIOR)
    response = await client.get(scripted(framed(play)).url, stream=True)
    assert await client.read(response) == b"body"
    assert response.extensions["informational"] == [(103, {"link": "</a.css>"})]
    assert response.trailers == {"checksum": "abc"}
    assert "checksum" not in response.headers


async def test_too_many_informational_responses_are_an_error(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        for _ in range(30):
            frames.h2.send_headers(number, [(":status", "103"), ("link", "</a.css>")])
        frames.flush()
        frames.peer.wait_for_close()

    with pytest.raises(RemoteProtocolError, match="informational"):
        await open_client(**PRIOR).get(scripted(framed(play)).url)


@pytest.mark.parametrize(
    ("method", "status", "whole"),
    [("HEAD", "200", True), ("GET", "304", True), ("GET", "200", False)],
)
async def test_a_body_shorter_than_was_announced_is_an_error_where_there_is_one(
    open_client: OpenClient, scripted: Start, method: str, status: str, whole: bool
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        fields = [(":status", status), ("content-length", "9")]
        frames.h2.send_headers(number, fields, end_stream=True)
        frames.flush()
        frames.peer.wait_for_close()

    client, server = open_client(**PRIOR), scripted(framed(play))
    if whole:
        assert (await client.request(method, server.url)).headers["content-length"] == "9"
    else:
        with pytest.raises(RemoteProtocolError, match="shorter than was announced"):
            await client.request(method, server.url)


# ---- what a peer offers


async def test_a_peer_cannot_make_our_compression_table_grow(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        frames.h2.update_settings({h2.settings.SettingCodes.HEADER_TABLE_SIZE: (1 << 32) - 1})
        for _ in range(3):
            frames.answer(frames.wait_for_request().stream_id)
        frames.peer.wait_for_close()

    client, server = open_client(**PRIOR), scripted(framed(play))
    for number in range(3):
        await client.get(server.url, headers={"X": f"{number}" * 3000})
    wire: Any = next(iter(client.pool._idle))._wire
    assert wire._h2.encoder.header_table.maxsize == 4096


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
        with anyio.fail_after(5), anyio.CancelScope() as scope:
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
    monkeypatch.setattr("workbench.client.http2_connection.LAST_WORDS", 0.01)
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

            with anyio.fail_after(3):
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
