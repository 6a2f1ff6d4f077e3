import gc
import weakref
from collections.abc import Iterator

import pytest

from workbench.tui.garbage import IDLE, SOME, TOO_MUCH, Garbage, looking_later


class Knot:
    def __init__(self) -> None:
        self.itself = self


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock, and after the test Python's own ways again."""
    before = gc.get_threshold()
    yield Clock()
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.collect()


def old_garbage(times: int) -> weakref.ref[Knot]:
    """Leave a knot behind that only a full look finds, and so many looks at the middle-aged."""
    gc.collect()
    knot = Knot()
    for _ in range(times):
        gc.collect(1)
    return weakref.ref(knot)


def test_it_waits_until_nobody_types(clock: Clock) -> None:
    garbage = Garbage(clock)
    garbage.take_over()
    left = old_garbage(SOME)

    garbage.used()
    clock.now += IDLE - 0.1
    assert not garbage.look()
    assert left() is not None

    clock.now += 0.2
    assert garbage.look()
    assert left() is None


def test_where_there_is_hardly_any_it_is_left(clock: Clock) -> None:
    garbage = Garbage(clock)
    garbage.take_over()
    gc.collect()
    clock.now += IDLE

    assert not garbage.look()


def test_who_never_stops_typing_does_not_fill_the_memory(clock: Clock) -> None:
    garbage = Garbage(clock)
    garbage.take_over()
    left = old_garbage(TOO_MUCH)
    garbage.used()

    assert garbage.look()
    assert left() is None


def test_a_start_is_not_held_up(clock: Clock) -> None:
    with looking_later():
        assert not gc.isenabled()
        Garbage(clock).take_over()
        assert gc.isenabled()


def test_a_start_that_fails_leaves_python_as_it_was() -> None:
    with pytest.raises(LookupError), looking_later():
        raise LookupError
    assert gc.isenabled()


def test_python_looks_through_the_young_and_the_middle_aged_only(clock: Clock) -> None:
    Garbage(clock).take_over()
    assert gc.get_threshold()[2] > 1_000_000


def test_no_look_between_two_keys_takes_in_more_than_a_frame_makes(clock: Clock) -> None:
    Garbage(clock).take_over()
    young, middle, _ = gc.get_threshold()

    assert young * middle <= 25_000  # objects, which take up to 10 ms
