import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.engine.growing import Emit
from workbench.engine.order import Order
from workbench.engine.session import Session
from workbench.errors import WorkbenchError
from workbench.model import (
    Collection,
    Exchange,
    Folder,
    Plan,
    RequestSpec,
    Resolved,
    Variable,
)
from workbench.templating import Fact
from workbench.tui.dispatch import GROWTH_SECONDS, Dispatch, Inquiry


class Watched:
    """A Dispatch that is drained whenever it says so, as the screen does it."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self.dispatch = Dispatch(self._woken.set)
        self.dispatch.start()
        self.seen: list[Exchange] = []

    def until(self, true: Callable[[], bool]) -> None:
        """Take snapshots until something is true."""
        while not true():
            assert self._woken.wait(30), "nothing more came"
            self._woken.clear()
            self.seen += self.dispatch.latest()

    def until_done(self, count: int = 1) -> Exchange:
        """Take snapshots until so many exchanges are over; returns the last one."""
        self.until(lambda: sum(exchange.phase == "done" for exchange in self.seen) >= count)
        self.settle()
        return next(exchange for exchange in reversed(self.seen) if exchange.phase == "done")

    def inquiry(self) -> Inquiry:
        """Wait for questions to the user."""
        found: list[Inquiry] = []

        def asked() -> bool:
            found.extend(self.dispatch.inquiries())
            return bool(found)

        self.until(asked)
        return found[0]

    def settle(self) -> None:
        """Wait until the network thread is through with all that was sent."""
        done = wait([flight.outcome for flight in self.dispatch._flights], timeout=30)
        assert not done.not_done


@pytest.fixture
def watched() -> Iterator[Watched]:
    """A dispatch that is running."""
    found = Watched()
    yield found
    found.dispatch.close()


def ordering(url: str, node: str = "users", **changes: Any) -> Order:
    collection = Collection(Folder("", "Shop"))
    return Order(collection, RequestSpec(name="Users", url=url, **changes), node)


def asking(url: str, node: str = "users") -> Resolved:
    return Resolved(node, "Users", "GET", url)


def endless(demo_url: str) -> str:
    return f"{demo_url}/stream?lines=9999&delay=0.02"


def test_a_send_is_seen_step_by_step_until_it_is_done(watched: Watched, demo_url: str) -> None:
    watched.dispatch.send(ordering(f"{demo_url}/users"))
    done = watched.until_done()

    assert (done.status, done.failure, done.request) == (200, None, "users")
    assert not watched.dispatch.busy
    assert watched.dispatch.mishaps() == []
    assert watched.dispatch.latest() == []


def test_a_cancelled_send_keeps_what_arrived(watched: Watched, demo_url: str) -> None:
    watched.dispatch.send(ordering(endless(demo_url)))
    watched.until(lambda: any(e.body is not None and e.body.size for e in watched.seen))
    assert watched.dispatch.busy

    watched.dispatch.cancel("another")
    assert watched.dispatch.busy
    watched.dispatch.cancel("users")
    done = watched.until_done()

    assert done.failure is not None
    assert done.failure.kind == "cancelled"
    assert done.body is not None
    assert done.body.size > 0
    assert watched.dispatch.mishaps() == []


def test_a_newer_send_wins_over_a_late_snapshot_of_the_older(
    watched: Watched, demo_url: str
) -> None:
    watched.dispatch.send(ordering(endless(demo_url)))
    watched.until(lambda: any(exchange.phase == "receiving" for exchange in watched.seen))
    older = watched.seen[-1]
    watched.dispatch.send(ordering(f"{demo_url}/users"))  # cancels the older, which says so later
    watched.settle()
    taken = watched.dispatch.latest()

    assert [exchange.request for exchange in taken] == ["users"]
    assert taken[0].id > older.id
    assert taken[0].status == 200


def test_requests_do_not_disturb_each_other(watched: Watched, demo_url: str) -> None:
    watched.dispatch.send(ordering(endless(demo_url), "stream"))
    watched.dispatch.send(ordering(f"{demo_url}/users", "users"))
    watched.until(lambda: any(e.request == "users" and e.phase == "done" for e in watched.seen))

    assert watched.dispatch.busy
    assert all(e.phase != "done" for e in watched.seen if e.request == "stream")


@pytest.mark.parametrize(
    ("old", "new", "found"), [("a/x", "a/y", "a/y"), ("a", "b", "b/x"), ("a/", "c", "a/x")]
)
def test_what_is_in_flight_follows_a_request_to_its_new_name(
    watched: Watched, demo_url: str, old: str, new: str, found: str
) -> None:
    watched.dispatch.send(ordering(endless(demo_url), "a/x"))
    watched.until(lambda: any(exchange.phase == "receiving" for exchange in watched.seen))
    watched.dispatch.follow(old, new)
    watched.dispatch.cancel(found)

    assert watched.until_done().request == found


def test_an_error_nobody_foresaw_is_handed_out_once(watched: Watched, demo_url: str) -> None:
    wrong = ordering(demo_url, headers=None)
    watched.dispatch.send(wrong)
    watched.until(lambda: not watched.dispatch.busy)

    (mishap,) = watched.dispatch.mishaps()
    assert isinstance(mishap.error, TypeError)
    assert mishap.order == wrong
    assert watched.dispatch.mishaps() == []


def test_what_cannot_be_sent_is_handed_out_under_the_name_it_has_now(watched: Watched) -> None:
    watched.dispatch.send(ordering("{{nope}}"))
    watched.until(lambda: not watched.dispatch.busy)
    watched.dispatch.follow("users", "people")

    (mishap,) = watched.dispatch.mishaps()
    assert isinstance(mishap.error, WorkbenchError)
    assert mishap.order is not None
    assert mishap.order.request == "people"


def test_questions_are_handed_out_and_their_answers_are_sent(
    watched: Watched, demo_url: str
) -> None:
    watched.dispatch.send(ordering(f"{demo_url}/echo?who={{{{prompt('Who?')}}}}"))
    inquiry = watched.inquiry()

    (question,) = inquiry.questions
    inquiry.answers.set_result({question: Fact("ada")})

    assert watched.until_done().url.endswith("?who=ada")
    assert watched.dispatch.inquiries() == []


def test_a_send_without_answers_is_given_up(watched: Watched, demo_url: str) -> None:
    watched.dispatch.send(ordering(f"{demo_url}/echo?who={{{{prompt('Who?')}}}}"))
    watched.inquiry().answers.cancel()
    watched.until(lambda: not watched.dispatch.busy)

    assert watched.dispatch.mishaps() == []
    assert watched.dispatch.latest() == []


def test_requests_are_filled_in_over_there(watched: Watched) -> None:
    orders = [ordering("http://h/{{x}}", variables=(Variable("x", n),)) for n in range(2)]

    resolved = asyncio.run(watched.dispatch.resolve(orders))

    assert [one.url for one in resolved] == ["http://h/0", "http://h/1"]


def test_a_run_reports_its_rows_and_wakes_at_its_end(watched: Watched, demo_url: str) -> None:
    progress = watched.dispatch.run(Plan((asking(f"{demo_url}/users"),), repeat=20, concurrency=5))
    assert progress.running
    watched.until(lambda: not progress.running)

    assert [row.status for row in progress.rows] == [200] * 20
    assert not progress.cancelled
    assert watched.dispatch.mishaps() == []


def test_a_cancelled_run_keeps_what_was_done(watched: Watched, demo_url: str) -> None:
    requests = (asking(f"{demo_url}/users"), asking(endless(demo_url), "stream"))
    progress = watched.dispatch.run(Plan(requests, concurrency=2))
    watched.dispatch.send(ordering(f"{demo_url}/users"))  # its snapshots wake us meanwhile
    watched.until_done()
    assert progress.running

    watched.dispatch.cancel_run()
    watched.until(lambda: not progress.running)

    assert progress.cancelled
    assert {row.name for row in progress.rows} <= {"Users"}
    assert watched.dispatch.mishaps() == []


def sockets() -> int:
    """Return how many sockets this process has open."""
    descriptors = Path("/proc/self/fd")
    found = 0
    for entry in descriptors.iterdir():
        try:
            found += str(entry.readlink()).startswith("socket:")
        except OSError:
            continue  # the listing's own
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux")
def test_closing_ends_the_thread_and_leaves_no_socket_open(demo_url: str) -> None:
    before, threads = sockets(), threading.active_count()
    watched = Watched()
    watched.dispatch.send(ordering(f"{demo_url}/users"))
    watched.until_done()
    watched.dispatch.send(ordering(endless(demo_url), "stream"))
    watched.until(lambda: any(exchange.request == "stream" for exchange in watched.seen))
    watched.dispatch.run(Plan((asking(endless(demo_url)),), repeat=3, concurrency=3))
    assert sockets() > before

    watched.dispatch.close()

    assert sockets() == before
    assert threading.active_count() == threads


def test_closing_without_a_send_is_no_trouble() -> None:
    dispatch = Dispatch(lambda: None)
    dispatch.close()
    dispatch.start()
    dispatch.close()
    dispatch.close()


class Flooding(Session):
    """A session whose sends bring a thousand pieces at once."""

    async def send(self, order: Order, emit: Emit, **_: Any) -> Exchange:
        exchange = Exchange(1, order.request, "", "GET", "http://h/", 0.0)
        emit(exchange)
        for size in range(1000):
            exchange = replace(exchange, phase="receiving", size=size, elapsed=size / 1e4)
            emit(exchange)
        exchange = replace(exchange, phase="done")
        emit(exchange)
        return exchange


def test_a_flood_wakes_the_screen_now_and_then_and_at_every_step() -> None:
    wakes: list[int] = []

    def wake() -> None:
        wakes.append(next((each.size for each in dispatch.latest()), -1))

    dispatch = Dispatch(wake, lambda ask: Flooding(ask=ask))
    dispatch.start()
    try:
        collection = Collection(Folder("", ""), {})
        begun = time.monotonic()
        dispatch.send(Order(collection, RequestSpec(url="http://h/"), "a"))
        wait([flight.outcome for flight in dispatch._flights], timeout=30)
        seconds = time.monotonic() - begun
    finally:
        dispatch.close()
    assert wakes[:3] == [0, 0, 1]  # that it begins, that there is an answer, its first bytes
    assert 999 in wakes  # the end
    assert len(wakes) < 10 + seconds / GROWTH_SECONDS
