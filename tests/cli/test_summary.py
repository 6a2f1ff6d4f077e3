import pytest

from workbench.cli.summary import summary_lines
from workbench.model import Report, RunRow


def row(elapsed: float, status: int | None = 200, failure: str = "") -> RunRow:
    return RunRow(1, "A", "GET", "http://h", status, elapsed, 1, failure)


def test_counts_rate_and_percentiles() -> None:
    rows = [row(n / 1000) for n in range(1, 101)]
    report = Report((*rows, row(9, 404), row(9, None, "refused")), 102, 2.0)

    assert summary_lines(report) == [
        "",
        "101 of 102 responses in 2.00 s, 50.5 per second",
        "  2xx 100   4xx 1   no response 1",
        "  p50 51.0 ms   p95 96.0 ms   p99 100 ms   slowest 9.00 s",
    ]


def test_a_response_that_broke_off_is_none() -> None:
    assert "0 of 1 responses" in summary_lines(Report((row(1, 200, "broke off"),), 1, 1.0))[1]


def test_nothing_finished_is_summed_up_too() -> None:
    assert summary_lines(Report((), 3, 0.0, cancelled=True)) == [
        "",
        "0 of 3 responses in 0.0 ms, 0.0 per second (stopped early)",
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_percentiles_of_few_are_among_them(count: int) -> None:
    lines = summary_lines(Report(tuple(row(n) for n in range(1, count + 1)), count, 1.0))

    assert f"p99 {count}.00 s   slowest {count}.00 s" in lines[-1]
