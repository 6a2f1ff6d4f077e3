import asyncio
import gc
import threading
from collections.abc import Iterator

import pytest

from workbench.engine.network import NetworkThread
from workbench.engine.session import Session
from workbench.model import Exchange, Resolved


@pytest.fixture
def thread() -> Iterator[NetworkThread]:
    network = NetworkThread()
    network.start()
    yield network
    network.close()


async def where() -> str:
    return threading.current_thread().name


async def fail(word: str) -> None:
    raise ValueError(word)


def test_a_call_runs_over_there_and_its_result_comes_back(thread: NetworkThread) -> None:
    assert thread.submit(where).result(5) == "network"


def test_an_exception_over_there_reaches_the_caller(thread: NetworkThread) -> None:
    with pytest.raises(ValueError, match="loud"):
        thread.submit(fail, "loud").result(5)


def test_cancelling_the_future_cancels_the_call(thread: NetworkThread) -> None:
    started, cancelled = threading.Event(), threading.Event()

    async def endless() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    future = thread.submit(endless)
    assert started.wait(30)
    future.cancel()

    assert cancelled.wait(30)


def test_closing_cancels_everything_and_ends_the_thread(thread: NetworkThread) -> None:
    started, cancelled = threading.Event(), threading.Event()

    async def endless() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    future = thread.submit(endless)
    assert started.wait(30)
    thread.close()

    assert cancelled.is_set()
    assert future.cancelled()
    assert "network" not in {living.name for living in threading.enumerate()}


def test_closing_does_not_wait_for_what_cannot_be_cancelled(thread: NetworkThread) -> None:
    started, release, ended = threading.Event(), threading.Event(), threading.Event()

    async def stuck() -> None:
        started.set()
        release.wait(30)  # blocks the loop, as a careless library would
        ended.set()

    thread.submit(stuck)
    assert started.wait(30)
    thread.close()

    assert not ended.is_set()
    release.set()


def test_a_closed_thread_takes_no_calls(thread: NetworkThread) -> None:
    thread.close()

    with pytest.raises(RuntimeError, match="not running"):
        thread.submit(where)
    thread.close()


def test_closing_in_the_middle_of_a_response_leaves_nothing_behind(demo_url: str) -> None:
    network, session = NetworkThread(), Session()
    arrived, told = threading.Event(), list[Exchange]()

    def emit(exchange: Exchange) -> None:
        told.append(exchange)
        if exchange.size:
            arrived.set()

    network.start()
    stream = Resolved("a", "A", "GET", f"{demo_url}/stream?lines=9999&delay=0.05")
    network.submit(session.exchange, Resolved("b", "B", "GET", demo_url), lambda _: None).result(5)
    network.submit(session.exchange, stream, emit)
    assert arrived.wait(30)
    network.close()

    assert told[-1].failure is not None
    assert told[-1].failure.kind == "cancelled"
    del session
    gc.collect()  # an open transport would complain now
