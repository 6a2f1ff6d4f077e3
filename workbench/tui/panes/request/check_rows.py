"""Checks and baselines as rows of tables, and what is wrong with one."""

from dataclasses import replace

from workbench.errors import WorkbenchError
from workbench.model import Baseline, Check, Exchange, Row, Rows, text_of
from workbench.tui.widgets.row_lines import Remarks

IGNORE, UNORDERED = "ignore", "unordered"


def check_rows(checks: tuple[Check, ...]) -> Rows:
    """Return checks as rows that are a name only."""
    return tuple(
        Row(each.text, enabled=each.enabled, description=each.description) for each in checks
    )


def checks_from(rows: Rows) -> tuple[Check, ...]:
    """Return the checks that rows say."""
    return tuple(Check(row.name, row.enabled, row.description) for row in rows)


def check_fault(row: Row) -> str:
    """Return why a check cannot be read, or nothing."""
    from workbench.checks import parse_check

    return _fault(parse_check, row.name)


def capture_fault(row: Row) -> str:
    """Return why a capture cannot be read, or nothing."""
    from workbench.checks import parse_capture

    return _fault(parse_capture, row.value)


def path_rows(baseline: Baseline | None) -> Rows:
    """Return the paths of a baseline as rows: what for, and the path."""
    if baseline is None:
        return ()
    ignored = (Row(IGNORE, path) for path in baseline.ignore)
    return (*ignored, *(Row(UNORDERED, path) for path in baseline.unordered))


def with_paths(baseline: Baseline, rows: Rows) -> Baseline:
    """Return a baseline with the paths that rows say; what is not `unordered` is ignored."""
    unordered = tuple(row.value for row in rows if row.name == UNORDERED)
    ignored = tuple(row.value for row in rows if row.name != UNORDERED)
    return replace(baseline, ignore=ignored, unordered=unordered)


def path_fault(row: Row) -> str:
    """Return what is wrong with a path of a baseline, or nothing."""
    if row.name not in (IGNORE, UNORDERED):
        return f'"{IGNORE}" or "{UNORDERED}", please'
    return "" if row.value.startswith("$") else "a path begins with $"


def verdict_remarks(exchange: Exchange | None) -> Remarks:
    """Return by check what came of it in a response."""
    found: Remarks = {}
    for verdict in exchange.verdicts if exchange is not None else ():
        if verdict.passed:
            found[verdict.check] = ("✓ passed", "$success")
        elif verdict.broken:
            found[verdict.check] = ("! broken", "$warning")
        else:
            actual = f": {verdict.actual}" if verdict.actual else ""
            found[verdict.check] = (f"✗ failed{actual}", "$error")
    return found


def capture_remarks(exchange: Exchange | None) -> Remarks:
    """Return by name what was captured from a response."""
    return {
        found.name: (f"✗ {found.problem}", "$error")
        if found.problem
        else (f"✓ {text_of(found.value)}", "$success")
        for found in (exchange.captured if exchange is not None else ())
    }


def _fault(parse: object, text: str) -> str:
    assert callable(parse)
    try:
        parse(text)
    except WorkbenchError as error:
        return error.problems[0].what
    return ""
