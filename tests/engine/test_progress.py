import pytest

from workbench.engine import progress as module
from workbench.engine.progress import RunProgress
from workbench.errors import Problem
from workbench.model import Bytes, Exchange, Failure, Hop, Plan, Resolved

PLAN = Plan((Resolved("a", "A", "GET", "http://h/"),), repeat=10)
HOP = Hop("GET", "http://h/", (), 200, "OK", "HTTP/1.1", ())


class Body:
    size = 10

    def read(self, start: int, length: int) -> bytes:
        return b"x" * length


def finished(failure: Failure | None = None, body: Bytes | None = None) -> Exchange:
    size = body.size if body else 0
    return Exchange(1, "a", "A", "GET", "http://h/", 0.0, "done", (HOP,), body, size, 0.5, failure)


def test_a_run_is_running_until_it_ends() -> None:
    progress = RunProgress(PLAN)
    assert (progress.running, progress.seconds) == (True, 0.0)

    progress.begin()
    progress.add(1, finished())
    progress.end(cancelled=True)

    assert not progress.running
    assert progress.report().cancelled
    assert progress.report().total == 10
    assert progress.seconds == progress.seconds > 0


def test_each_exchange_leaves_a_row() -> None:
    progress = RunProgress(PLAN)
    progress.add(3, finished(Failure("dns", Problem("no address", hint="check"))))

    (row,) = progress.rows
    assert (row.number, row.name, row.status, row.failure) == (3, "A", 200, "no address")
    assert progress.exchange(0) is progress.exchanges[0]
    assert progress.exchange(1) is progress.exchange(-1) is None


def test_the_summary_and_the_sparkline_follow_the_rows() -> None:
    progress = RunProgress(PLAN)
    progress.begin()
    progress.add(1, finished())

    assert (progress.summary().done, progress.summary().ok) == (1, 1)
    assert progress.latencies() == [0.5]


def test_a_problem_that_happens_again_is_kept_once() -> None:
    progress = RunProgress(PLAN)
    for _ in range(3):
        progress.add(1, finished(Failure("dns", Problem("no address"))))

    assert progress.problems == [Problem("no address")]


def test_bodies_are_kept_within_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BODY_BYTES", 25)
    progress = RunProgress(PLAN)
    for number in range(4):
        progress.add(number, finished(body=Body()))

    assert [bool(kept.body) for kept in progress.exchanges] == [True, True, False, False]
    assert [kept.size for kept in progress.exchanges] == [10, 10, 10, 10]
