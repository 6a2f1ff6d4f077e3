from tests.engine.reports.runs import EVERYTHING, WELL
from workbench.cli.summary import outcome_lines, report_lines, summary_lines
from workbench.model import Report, RunRow
from workbench.stats import Summary


def row(elapsed: float, status: int | None = 200, failure: str = "") -> RunRow:
    return RunRow(1, "A", "GET", "http://h", status, elapsed, 1, failure)


def lines_of(*rows: RunRow, total: int, seconds: float, cancelled: bool = False) -> list[str]:
    summary = Summary()
    for one in rows:
        summary.add(one, 1.0)
    return summary_lines(Report(rows, total, seconds, cancelled), summary)


def test_counts_rate_and_percentiles() -> None:
    rows = [row(n / 1000) for n in range(1, 101)]

    assert lines_of(*rows, row(9, 404), row(9, None, "refused"), total=102, seconds=2.0) == [
        "",
        "101 of 102 responses in 2.00 s, 50.5 per second",
        "  2xx 100   4xx 1   failed 1",
        "  p50 51.1 ms   p95 96.3 ms   p99 100 ms   slowest 9.00 s",
    ]


def test_a_response_that_broke_off_is_none() -> None:
    lines = lines_of(row(1, 200, "broke off"), total=1, seconds=1.0)

    assert lines[1:] == ["0 of 1 responses in 1.00 s, 0.0 per second", "  failed 1"]


def test_nothing_finished_is_summed_up_too() -> None:
    assert lines_of(total=3, seconds=0.5, cancelled=True) == [
        "",
        "0 of 3 responses in 500 ms, 0.0 per second (stopped early)",
    ]


def test_a_run_with_checks_is_counted_by_state() -> None:
    assert list(report_lines(WELL)) == ["", "1 request: 1 passed  0 checks  1.00 s"]
    assert list(report_lines(EVERYTHING))[1] == (
        "5 requests: 1 passed, 1 failed, 2 unanswered, 1 skipped  4 checks  2.50 s  (stopped early)"
    )


def test_each_request_is_a_line_with_its_evidence_below() -> None:
    lines = [list(outcome_lines(outcome)) for outcome in EVERYTHING.outcomes]

    assert lines[0] == ["✓ 200   25.1 ms  List users  GET http://shop/users"]
    assert lines[1][0].startswith("✗ 404   25.1 ms  Get # 1")
    assert lines[1][0].endswith("(3 attempts)")
    assert lines[1][1] == "    ✗ status == 200"
    assert lines[2][1:] == ["    ✗ refused the connection", "      hint: is it up?"]
    assert lines[4] == ["– ---            Late"]
    assert all(line.isprintable() for each in lines for line in each)
