from workbench.model import Baseline, Captured, Check, Exchange, Row, Verdict
from workbench.tui.panes.request.check_rows import (
    capture_fault,
    capture_remarks,
    check_fault,
    check_rows,
    checks_from,
    path_fault,
    path_rows,
    verdict_remarks,
    with_paths,
)


def test_checks_are_rows_and_back() -> None:
    checks = (Check("status == 200", description="must"), Check("url exists", enabled=False))

    assert checks_from(check_rows(checks)) == checks


def test_what_cannot_be_read_is_a_fault() -> None:
    assert check_fault(Row("status == 200")) == ""
    assert check_fault(Row("statu == 200")) != ""
    assert capture_fault(Row("id", 'jsonpath "$.id"')) == ""
    assert capture_fault(Row("id", "jsonpath")) != ""


def test_paths_of_a_baseline_are_rows_and_back() -> None:
    baseline = Baseline("x.toml", ("$.date",), ("etag",), ("$.items",), 0.5)
    rows = (Row("ignore", "$.date"), Row("unordered", "$.items"))

    assert path_rows(baseline) == rows
    assert with_paths(Baseline("x.toml", headers=("etag",), tolerance=0.5), rows) == baseline
    assert path_rows(None) == ()


def test_a_path_that_is_none_is_a_fault() -> None:
    assert path_fault(Row("ignore", "$.a")) == ""
    assert path_fault(Row("ignore", "a")) == "a path begins with $"
    assert "please" in path_fault(Row("other", "$.a"))


def test_what_came_of_a_row_is_a_glyph_and_a_word() -> None:
    verdicts = (
        Verdict("a", passed=True),
        Verdict("b", passed=False, actual="404"),
        Verdict("c", passed=False, broken=True),
    )
    captured = (Captured("d", "status", 200), Captured("e", "body", problem="it finds nothing"))
    done = Exchange(1, "r", "R", "GET", "http://h", 0.0, verdicts=verdicts, captured=captured)

    said = {name: text for name, (text, _) in verdict_remarks(done).items()}
    assert said == {"a": "✓ passed", "b": "✗ failed: 404", "c": "! broken"}
    taken = {name: text for name, (text, _) in capture_remarks(done).items()}
    assert taken == {"d": "✓ 200", "e": "✗ it finds nothing"}
    assert verdict_remarks(None) == capture_remarks(None) == {}
