import os
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.store.history import History, Limits
from workbench.store.history.cleared import MOST_AT_ONCE, THIS_PROCESS

from .records import record

Open = Callable[..., History]
ALIVE = f"{os.getppid()} 1"  # another process
DEAD = "999999999 1"
REBORN = f"{os.getpid()} 1"  # an earlier process that had the number of this one


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def open_(holder: str = THIS_PROCESS, limits: Limits | None = None) -> History:
        return History(tmp_path / "history", limits or Limits(), holder=holder)

    return open_


@pytest.fixture
def history(opened: Open) -> History:
    """Numbers 1 to 5, in their order."""
    history = opened()
    history.add(record(number) for number in range(1, 6))
    return history


def test_what_was_cleared_is_out_of_sight_and_comes_back_as_it_was(history: History) -> None:
    before = history.record(3)
    history.clear()
    assert [*history.find()] == []
    assert history.latest("users") is None
    assert history.can_come_back()

    history.add([record(60, name="New")])
    assert [*history.find()] == [6]
    assert history.bring_back()
    assert [*history.find()] == [6, 5, 4, 3, 2, 1]
    assert history.record(3) == before
    assert not history.can_come_back()
    assert not history.bring_back()


def test_clears_are_undone_one_by_one(history: History) -> None:
    history.clear()
    history.add([record(6)])
    history.clear()
    history.clear()  # nothing

    assert history.bring_back()
    assert [*history.find()] == [6]
    assert history.bring_back()
    assert [*history.find()] == [6, 5, 4, 3, 2, 1]


def test_what_was_cleared_follows_its_request_and_can_be_amended(history: History) -> None:
    history.clear()
    history.follow("users", "people")
    assert [*history.find(with_cleared=True)] == [5, 4, 3, 2, 1]
    history.amend(2, record(2, request="people", name="Masked"))
    assert [*history.find()] == []
    history.bring_back()

    assert [entry.name for entry in history.entries([2, 1])] == ["Masked", "List users"]
    assert history.latest("people") is not None


def test_of_what_was_cleared_nothing_is_left_when_it_is_forgotten(
    tmp_path: Path, opened: Open
) -> None:
    history = opened()
    history.add(record(number, body=b"\x00canary\x01") for number in range(MOST_AT_ONCE + 1))
    history.clear()
    history.add([record(name="another")])
    history.close()  # all of it goes into the one file
    full = (tmp_path / "history" / "history-1.db").stat().st_size
    assert history.forget(own=False)
    assert history.can_come_back()

    assert not history.forget(own=True, seconds=0)
    assert history.forget(own=True)
    assert not history.bring_back()
    assert [entry.name for entry in history.entries(history.find())] == ["another"]
    paths = [*(tmp_path / "history").iterdir()]
    files = b"".join(path.read_bytes() for path in paths)
    assert (tmp_path / "history" / "history-1.db").stat().st_size < full
    assert b"canary" not in files
    assert b"another" in files


@pytest.mark.parametrize(
    ("holder", "left"),
    [(ALIVE, [5, 4, 3, 2, 1]), (DEAD, []), (REBORN, []), ("odd", [])],
    ids=["alive", "dead", "reborn", "odd"],
)
def test_only_what_a_living_process_cleared_is_kept_for_it(
    history: History, opened: Open, holder: str, left: list[int]
) -> None:
    other = opened(holder)
    other.clear()
    assert not history.bring_back()

    history.forget(own=True)
    assert [*history.find(with_cleared=True)] == left


def test_what_another_process_can_bring_back_is_not_forgotten_with_ours(
    history: History, opened: Open
) -> None:
    other = opened(ALIVE)
    other.clear()
    history.add([record(6)])
    history.clear()
    history.forget(own=True)

    assert other.bring_back()
    assert [*other.find()] == [5, 4, 3, 2, 1]


def test_what_was_cleared_goes_first_when_there_is_too_much(history: History, opened: Open) -> None:
    history.clear()
    small = opened(limits=Limits(entries=3))
    small.add([record(6), record(7)])

    assert [*small.find()] == [7, 6]
    small.bring_back()
    assert [*small.find()] == [7, 6, 5]


def test_to_forget_makes_no_file(tmp_path: Path, opened: Open) -> None:
    assert opened().forget(own=True)
    assert not (tmp_path / "history").exists()
