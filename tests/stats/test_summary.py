import pytest

from workbench.model import RunRow
from workbench.stats import Summary, status_class


def row(
    status: int | None = 200, elapsed: float = 0.1, size: int = 10, failure: str = ""
) -> RunRow:
    return RunRow(1, "Log in", "POST", "http://127.0.0.1/", status, elapsed, size, failure)


def test_rows_are_counted_as_they_come() -> None:
    summary = Summary()
    for at, each in enumerate([row(), row(302), row(404), row(None, failure="refused")], 1):
        summary.add(each, at / 2)

    assert (summary.done, summary.ok, summary.failed) == (4, 2, 2)
    assert summary.received == 40
    assert (summary.seconds, summary.throughput) == (2.0, 2.0)
    assert {name: n for name, n in summary.by_status.items() if n} == {
        "2xx": 1,
        "3xx": 1,
        "4xx": 1,
        "failed": 1,
    }
    assert sum(summary.series.counts()) == 4


def test_percentiles_are_those_of_complete_responses() -> None:
    summary = Summary()
    for milliseconds in range(1, 101):
        summary.add(row(elapsed=milliseconds / 1000), at=1.0)
        summary.add(row(200, elapsed=1e-6, failure="connection lost"), at=1.0)

    assert summary.p50 == pytest.approx(0.050, rel=0.01)
    assert summary.p95 == pytest.approx(0.095, rel=0.01)
    assert summary.p99 == pytest.approx(0.099, rel=0.01)


def test_nothing_done_is_no_throughput_and_no_latency() -> None:
    summary = Summary()

    assert summary.throughput == 0.0
    assert (summary.p50, summary.p95, summary.p99) == (None, None, None)


@pytest.mark.parametrize(
    ("each", "name"),
    [
        (row(101), "1xx"),
        (row(599), "5xx"),
        (row(999), "other"),
        (row(200, failure="cut short"), "failed"),
        (row(None), "failed"),
    ],
)
def test_every_row_belongs_to_a_class(each: RunRow, name: str) -> None:
    assert status_class(each) == name
