"""HTTP/2 with peers that leave: which requests they answer, which are asked again, and where."""

import threading
from collections.abc import Callable

import anyio
import h2.errors
import h2.events
import pytest
from hyperframe.frame import PingFrame, RstStreamFrame

from tests.client.conftest import Kind, OpenClient, pool_of
from tests.server.http2 import Frames, framed
from tests.server.scripted import Scripted
from workbench.client import AsyncClient, Limits, RemoteProtocolError, RequestError

from .http2 import PRIOR, go_away, on_both, say

pytestmark = pytest.mark.anyio
Start = Callable[..., Scripted]


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
