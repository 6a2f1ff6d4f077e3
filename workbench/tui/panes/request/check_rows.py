"""Checks and baselines as rows of tables, and what is wrong with one."""

from dataclasses import replace

from workbench.errors import WorkbenchError
from workbench.model import Baseline, Check, Row, Rows

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


def _fault(parse: object, text: str) -> str:
    assert callable(parse)
    try:
        parse(text)
    except WorkbenchError as error:
        return error.problems[0].what
    return ""
