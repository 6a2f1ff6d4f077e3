"""Requests at once on a sync client, and the blocks that make a client."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from tests.server.loopback import Loopback
from tests.server.scripted import Peer, Script, Scripted
from workbench import client as api
from workbench.client import Client, ConnectError, RequestError

Start = Callable[[Script], Scripted]
REFUSED = "http://127.0.0.1:1/"


def test_the_documented_examples_run(server: Loopback) -> None:
    with api.parallel() as parallel:
        pending_one = parallel.get(server / "json")
        pending_two = parallel.get(server / "bytes/2")
        response_one = pending_one.get_response()
        response_two = pending_two.get_response()
    assert (response_one.json(), response_two.text) == ({"hello": "world"}, "xx")

    lengths = []
    with Client() as client, client.parallel() as parallel:
        for counter in range(1, 10):
            parallel.get(server / f"bytes/{counter}")
        while parallel.has_pending_responses:
            response = parallel.next_response()
            lengths.append(len(response.content))
    assert sorted(lengths) == list(range(1, 10))


def test_responses_come_in_the_order_in_which_they_end(server: Loopback) -> None:
    with Client() as client, client.parallel() as parallel:
        late = parallel.get(server / "held")
        server.holding.acquire()
        soon = parallel.post(server / "echo", content=b"x")

        assert parallel.pending == [late, soon]
        assert parallel.next_response().json()["body"] == "x"
        assert parallel.pending == [late]
        server.let_go.set()
        assert parallel.next_response().text == "at last"
        assert not parallel.has_pending_responses
        with pytest.raises(RuntimeError, match="no response is pending"):
            parallel.next_response()
        assert late.get_response().text == "at last"


def test_errors_are_raised_where_the_response_is_asked_for(server: Loopback) -> None:
    with api.parallel() as parallel:
        ignored = parallel.get(REFUSED)
        failing = parallel.get(REFUSED)
        with pytest.raises(ConnectError):
            failing.get_response()
        with pytest.raises(ConnectError):
            parallel.next_response()
        with pytest.raises(ConnectError):
            ignored.get_response()
        parallel.get(REFUSED)


def test_every_verb_is_there(server: Loopback) -> None:
    verbs = ("get", "options", "head", "post", "put", "patch", "delete")
    with Client() as client, client.parallel() as parallel:
        for verb in verbs:
            getattr(parallel, verb)(server / "echo").get_response()
        parallel.request("TRACE", server / "echo")
        assert parallel.has_pending_responses

    assert [seen.method.lower() for seen in server.requests][:7] == list(verbs)


def test_leaving_the_block_does_not_wait_and_sends_nothing_more(server: Loopback) -> None:
    with Client() as client:
        with client.parallel(max_in_flight=1) as parallel:
            busy = parallel.get(server / "held")
            queued = parallel.get(server / "json")
            server.holding.acquire()
        with pytest.raises(RequestError, match="cancelled"):
            busy.get_response()
        with pytest.raises(RequestError, match="cancelled"):
            queued.get_response()
        server.let_go.set()
        for thread in parallel._threads:
            thread.join(5)
        with pytest.raises(RuntimeError, match="inside of the parallel block"):
            parallel.get(server / "json")

    assert len(server.requests) == 1


def test_a_streamed_response_keeps_its_turn_until_it_is_closed(server: Loopback) -> None:
    with Client() as client, client.parallel(max_in_flight=1) as parallel:
        first = parallel.stream("GET", server / "bytes/2000000")
        second = parallel.get(server / "json")
        response = first.get_response()
        assert not second.is_done
        assert len(server.requests) == 1
        assert len(response.read()) == 2_000_000
        assert second.get_response().status_code == 200
        unread = parallel.get(server / "bytes/2000000", stream=True).get_response()

    assert unread.is_closed


def test_no_more_than_max_in_flight_are_under_way(scripted: Start) -> None:
    lock = threading.Lock()
    now, most = 0, 0

    def script(peer: Peer) -> None:
        nonlocal now, most
        while peer.read_head():
            with lock:
                now += 1
                most = max(now, most)
            with lock:
                now -= 1
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with Client() as client, client.parallel(max_in_flight=3) as parallel:
        pendings = [parallel.get(scripted(script).url) for _ in range(12)]
        assert {pending.get_response().status_code for pending in pendings} == {200}
        assert len(parallel._threads) <= 3
    assert most <= 3
    with pytest.raises(ValueError, match="1 or more"):
        client.parallel(max_in_flight=0)


def test_a_sync_block_inside_an_event_loop_names_the_async_client() -> None:
    async def mistaken() -> None:
        with Client().parallel():
            pass

    with pytest.raises(RuntimeError, match="use AsyncClient"):
        asyncio.run(mistaken())


def test_handing_out_costs_the_same_however_many_are_pending() -> None:
    from workbench.client.parallel import Parallel, PendingResponse

    with Client() as client:
        block = Parallel(client)
        pendings = [PendingResponse(block, "GET", "http://h/") for _ in range(1000)]
        block._completions.open.update(dict.fromkeys(pendings))
        for pending in reversed(pendings):
            pending._response = api.Response(200)
            block._completions.finish(pending)
        started = time.process_time()
        for _ in range(1000):
            block.next_response()
        each = (time.process_time() - started) / 1000

    assert each < 30e-6
