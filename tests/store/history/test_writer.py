import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import Problem
from workbench.store.history import History, Record, Writer
from workbench.store.history.writer import MOST_OCTETS, MOST_WAITING

from .records import record


class Told(list[Problem]):
    """What was told, with an event for the first."""

    def __init__(self) -> None:
        super().__init__()
        self.any = threading.Event()

    def __call__(self, problem: Problem) -> None:
        self.append(problem)
        self.any.set()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def stored() -> threading.Semaphore:
    return threading.Semaphore(0)


@pytest.fixture
def writer(tmp_path: Path, told: Told, stored: threading.Semaphore) -> Iterator[Writer]:
    history = History(tmp_path / "history", tell=told, patience=0.01)
    made = Writer(history, told, stored.release)
    yield made
    made.close()


def names(tmp_path: Path) -> list[str]:
    history = History(tmp_path / "history")
    found = [entry.name for entry in history.entries(history.find())]
    history.close()
    return found


def test_nothing_is_made_before_there_is_something_to_write(tmp_path: Path, writer: Writer) -> None:
    assert not (tmp_path / "history").exists()
    assert writer.close()
    assert not (tmp_path / "history").exists()


def test_closing_writes_what_waits_in_its_order(tmp_path: Path, writer: Writer, told: Told) -> None:
    for number in range(100):
        writer.put(lambda number=number: record(number, name=str(number)), 10)  # type: ignore[misc]

    assert writer.close(seconds=30)
    assert names(tmp_path) == [str(number) for number in reversed(range(100))]
    assert told == []


def test_what_comes_after_closing_is_not_written(tmp_path: Path, writer: Writer) -> None:
    writer.put(record, 0)
    assert writer.close(seconds=30)
    writer.put(record, 0)

    assert names(tmp_path) == ["List users"]


def test_what_is_too_much_is_not_kept_and_told_once(writer: Writer, told: Told) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def slow() -> Record:
        begun.set()
        assert go_on.wait(30)
        return record()

    writer.put(slow, 1)
    assert begun.wait(30)
    writer.put(record, MOST_OCTETS)
    for _ in range(MOST_WAITING + 5):
        writer.put(record, 0)
    go_on.set()

    assert writer.close(seconds=30)
    assert [problem.what for problem in told] == [
        "too much at once for the history: some was not kept"
    ]


def test_trouble_is_told_once_until_it_is_over(
    tmp_path: Path, writer: Writer, told: Told, stored: threading.Semaphore
) -> None:
    writer.put(record, 0)
    assert stored.acquire(timeout=30)
    other = sqlite3.connect(tmp_path / "history" / "history-1.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    asked = threading.Semaphore(0)

    def another() -> Record:
        asked.release()
        return record()

    writer.put(another, 0)
    assert told.any.wait(30)
    writer.put(another, 0)
    assert asked.acquire(timeout=30)
    assert asked.acquire(timeout=30)
    other.execute("ROLLBACK")
    other.close()
    writer.put(record, 0)

    assert writer.close(seconds=30)
    assert [problem.what for problem in told] == ["the history is locked"]


def test_an_error_of_our_own_costs_one_entry_and_not_the_thread(
    tmp_path: Path, writer: Writer, told: Told
) -> None:
    def wrong() -> Record:
        raise ZeroDivisionError

    writer.put(record, 0)
    writer.put(wrong, 0)
    assert told.any.wait(30)
    writer.put(record, 0)

    assert writer.close(seconds=30)
    assert told[0].what == "internal error: ZeroDivisionError"
    assert "not in the history" in told[0].hint
    assert names(tmp_path) == ["List users"] * 2


def test_closing_does_not_wait_for_a_disk_that_hangs(writer: Writer) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def hanging() -> Record:
        begun.set()
        assert go_on.wait(30)
        return record()

    writer.put(hanging, 0)
    assert begun.wait(30)

    assert not writer.close(seconds=0.01)
    go_on.set()


def test_when_nothing_waits_there_is_time_for_other_work(tmp_path: Path, told: Told) -> None:
    settled = threading.Semaphore(0)
    history = History(tmp_path / "history", tell=told)
    writer = Writer(history, told, lambda: None, settled.release)

    writer.put(record, 0)
    assert settled.acquire(timeout=30)
    assert writer.close(seconds=30)
    assert settled.acquire(timeout=30)
    assert told == []
