"""Requests at once in tasks, on asyncio and trio."""

import time

import anyio
import pytest

from tests.server.loopback import Loopback
from workbench import client as api
from workbench.client import (
    AsyncClient,
    AsyncioBackend,
    ConnectError,
    MockTransport,
    RequestError,
    Response,
    TrioBackend,
)

from .conftest import pool_of

pytestmark = pytest.mark.anyio
REFUSED = "http://127.0.0.1:1/"


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Both libraries."""
    return str(request.param)


async def test_the_documented_examples_run(server: Loopback, anyio_backend: str) -> None:
    async with api.parallel() as parallel:
        pending_one = await parallel.get(server / "json")
        pending_two = await parallel.get(server / "bytes/2")
        response_one = await pending_one.get_response()
        response_two = await pending_two.get_response()
    assert (response_one.json(), response_two.text) == ({"hello": "world"}, "xx")

    lengths = []
    backend = TrioBackend() if anyio_backend == "trio" else AsyncioBackend()
    async with AsyncClient(backend=backend) as client, client.parallel() as parallel:
        for counter in range(1, 10):
            parallel.get(server / f"bytes/{counter}")
        while parallel.has_pending_responses:
            response = await parallel.next_response()
            lengths.append(len(response.content))
    assert sorted(lengths) == list(range(1, 10))


async def test_responses_come_in_the_order_in_which_they_end(server: Loopback) -> None:
    async with AsyncClient() as client, client.parallel() as parallel:
        late = parallel.get(server / "held")
        soon = parallel.post(server / "echo", content=b"x")

        assert parallel.pending == [late, soon]
        assert (await parallel.next_response()).json()["body"] == "x"
        server.let_go.set()
        assert (await parallel.next_response()).text == "at last"
        assert not parallel.has_pending_responses
        with pytest.raises(RuntimeError, match="no response is pending"):
            await parallel.next_response()
        assert (await late.get_response()).text == "at last"


async def test_errors_are_raised_where_the_response_is_asked_for() -> None:
    async with api.parallel() as parallel:
        failing = parallel.get(REFUSED)
        with pytest.raises(ConnectError):
            await failing.get_response()
        parallel.get(REFUSED)
        with pytest.raises(ConnectError):
            await parallel.next_response()
        parallel.get(REFUSED)


async def test_leaving_the_block_cancels_what_is_under_way(server: Loopback) -> None:
    async with AsyncClient() as client:
        async with client.parallel() as parallel:
            busy = parallel.get(server / "held")
            done = parallel.get(server / "json")
            await done.get_response()
        with pytest.raises(RequestError, match="cancelled"):
            await busy.get_response()
        with pytest.raises(RuntimeError, match="inside of the parallel block"):
            parallel.get(server / "json")


async def test_an_error_in_the_block_comes_out_as_it_is(server: Loopback) -> None:
    async def fail() -> None:
        async with api.parallel() as parallel:
            parallel.get(server / "held")
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        await fail()


async def test_a_block_can_be_cancelled_from_outside(server: Loopback) -> None:
    with anyio.move_on_after(0.05) as scope:
        async with api.parallel() as parallel:
            await parallel.get(server / "held").get_response()

    assert scope.cancelled_caught
    await anyio.lowlevel.checkpoint()


async def test_a_wait_that_is_given_up_loses_no_response(server: Loopback) -> None:
    async with AsyncClient() as client, client.parallel() as parallel:
        held = parallel.get(server / "held")
        for wait in (held.get_response, parallel.next_response):
            with anyio.move_on_after(0.02):
                await wait()
        server.let_go.set()

        assert (await parallel.next_response()).text == "at last"


async def test_a_streamed_response_keeps_its_turn_until_it_is_closed(server: Loopback) -> None:
    async with AsyncClient() as client, client.parallel(max_in_flight=1) as parallel:
        first = parallel.stream("GET", server / "bytes/2000000")
        second = parallel.get(server / "json")
        response = await first.get_response()
        assert not second.is_done
        assert len(server.requests) == 1
        assert len(await response.read()) == 2_000_000
        assert (await second.get_response()).status_code == 200
        unread = await parallel.get(server / "bytes/2000000", stream=True).get_response()

    assert unread.is_closed
    with pytest.raises(ValueError, match="1 or more"):
        client.parallel(max_in_flight=0)


async def test_every_verb_is_there(server: Loopback) -> None:
    verbs = ("get", "options", "head", "post", "put", "patch", "delete")
    async with AsyncClient() as client, client.parallel() as parallel:
        for verb in verbs:
            await getattr(parallel, verb)(server / "echo").get_response()

    assert [seen.method.lower() for seen in server.requests] == list(verbs)


async def test_no_more_than_max_in_flight_are_under_way() -> None:
    now, most = 0, 0

    async def handler(request: api.Request) -> Response:
        nonlocal now, most
        now += 1
        most = max(now, most)
        await anyio.lowlevel.checkpoint()
        now -= 1
        return Response(200)

    client = AsyncClient(transport=MockTransport(handler))
    async with client, client.parallel(max_in_flight=3) as parallel:
        for _ in range(12):
            parallel.get("http://x/")
        while parallel.has_pending_responses:
            await parallel.next_response()

    assert most == 3


async def test_handing_out_costs_the_same_however_many_are_pending() -> None:
    transport = MockTransport(lambda request: Response(200))
    async with AsyncClient(transport=transport) as client, client.parallel() as parallel:
        pendings = [parallel.get("http://x/") for _ in range(1000)]
        await pendings[-1].get_response()
        while not all(pending.is_done for pending in pendings):
            await anyio.lowlevel.checkpoint()
        started = time.process_time()
        for _ in range(999):
            await parallel.next_response()
        each = (time.process_time() - started) / 999

    assert each < 30e-6


async def test_blocks_left_at_any_moment_leave_no_connection_busy(server: Loopback) -> None:
    async with AsyncClient() as client:
        for turn in range(40):
            async with client.parallel(max_in_flight=turn % 7 + 1) as parallel:
                for size in range(10):
                    parallel.get(server / f"bytes/{size * 40000}", stream=size % 2 == 0)
                for _ in range(turn % 5):
                    await (await parallel.next_response()).aclose()
                for _ in range(turn):
                    await anyio.lowlevel.checkpoint()
            pool = pool_of(client)
            assert pool.open == pool.idle
            assert pool.waiting == 0
        assert (await client.get(server / "json")).status_code == 200
