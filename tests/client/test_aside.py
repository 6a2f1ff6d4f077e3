"""Steps without a transport, in both worlds."""

import threading
import time

import pytest

from workbench.client import Auth, Request
from workbench.client.aside import Turn, aaside, aside
from workbench.client.auth import OwnRounds
from workbench.client.steps import Ask, Call, Leave, Pause

BOTH = pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])


async def double(number: int) -> int:
    return 2 * number


def test_a_pause_waits_unless_the_deadline_comes_first() -> None:
    started = time.perf_counter()

    assert aside(Pause(0.01)) is True
    assert time.perf_counter() - started >= 0.01
    assert aside(Pause(3600, time.perf_counter() + 60)) is False
    assert time.perf_counter() - started < 30


@BOTH
@pytest.mark.anyio
async def test_an_async_pause_does_the_same() -> None:
    started = time.perf_counter()

    assert await aaside(Pause(0.01)) is True
    assert time.perf_counter() - started >= 0.01
    assert await aaside(Pause(3600, time.perf_counter() + 1)) is False


def test_a_function_is_called() -> None:
    assert aside(Call(max, (1, 2))) == 2


def test_an_async_function_cannot_be_called_by_a_sync_client() -> None:
    with pytest.raises(TypeError, match="AsyncClient"):
        aside(Call(double, (1,)))


@BOTH
@pytest.mark.anyio
async def test_functions_run_in_threads_and_coroutines_here() -> None:
    assert await aaside(Call(threading.current_thread)) is not threading.current_thread()
    assert await aaside(Call(double, (4,))) == 8
    assert await aaside(Call(lambda: double(4))) == 8


@BOTH
@pytest.mark.anyio
async def test_rounds_are_asked_and_left() -> None:
    rounds = OwnRounds(Auth(), Request("GET", "http://h/"))

    assert (await aaside(Ask(rounds, None))).url == "http://h/"
    assert await aaside(Leave(rounds)) is None
    rounds = OwnRounds(Auth(), Request("GET", "http://h/"))
    assert aside(Ask(rounds, None)).url == "http://h/"
    assert aside(Leave(rounds)) is None


@pytest.mark.anyio
async def test_another_step_is_refused() -> None:
    with pytest.raises(TypeError, match="str"):
        aside("x")
    with pytest.raises(TypeError, match="str"):
        await aaside("x")


@BOTH
@pytest.mark.anyio
async def test_a_turn_ends_with_its_time_and_begins_anew_when_others_had_theirs() -> None:
    turn = Turn()
    turn._began -= Turn.LENGTH

    assert turn.is_over()
    turn.begin()
    turn._began += 3600
    assert not turn.is_over()
    await turn.give_way()
    assert turn._began < time.perf_counter() + 1
