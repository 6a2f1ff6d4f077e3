"""`[checks]` ⇄ Checks, and `[baseline]` ⇄ Baseline.

The text of a check stays a text here; `stats` knows its language.
"""

import math
from collections.abc import Iterable
from typing import Any

import msgspec

from workbench.model import Baseline, Check, CheckRetry, Checks

from .fields import encode_fields
from .typed import Source
from .write import Lines

_NONE = Checks()  # of most requests, and of thousands in a large collection


class _Checks(msgspec.Struct):
    expect: list[Any] = []
    retry: dict[str, Any] = {}


def decode_checks(table: dict[str, Any], source: Source) -> Checks:
    """Return what a `[checks]` table says."""
    if not table:
        return _NONE
    read = source.convert(table, _Checks, ("checks",))
    retry = source.convert(read.retry, CheckRetry, ("checks", "retry"))
    for key, value in (("times", retry.times), ("interval", retry.interval)):
        if not 0 <= value < math.inf:
            raise source.error(("checks", "retry", key), f'"{key}" must be zero or more')
    expect = tuple(_check(item, source, number) for number, item in enumerate(read.expect))
    return Checks(expect, retry)


def encode_check(check: Check) -> Any:
    """Return a check as short as it can be written: its text, or a table if it needs more."""
    flags = encode_fields(check)
    del flags["text"]
    return {"check": check.text, **flags} if flags else check.text


def encode_expect(checks: Iterable[Check]) -> Lines:
    """Return checks as a list that has a line for each, which makes clean diffs."""
    return Lines(encode_check(check) for check in checks)


def encode_checks(checks: Checks) -> dict[str, Any]:
    """Return the `[checks]` table."""
    table: dict[str, Any] = {"expect": encode_expect(checks.expect)}
    if checks.retry != CheckRetry():
        table["retry"] = encode_retry(checks.retry)
    return table if checks != Checks() else {}


def encode_retry(retry: CheckRetry) -> dict[str, Any]:
    """Return the inline table of a retry."""
    return {"times": retry.times, "interval": retry.interval}


def decode_baseline(table: Any, source: Source) -> Baseline | None:
    """Return what a `[baseline]` table says; None if there is no such table."""
    if table is None:
        return None
    baseline = source.convert(table, Baseline, ("baseline",))
    if not 0 <= baseline.tolerance < math.inf:
        raise source.error(("baseline", "tolerance"), '"tolerance" must be zero or more')
    return baseline


def encode_baseline(baseline: Baseline | None) -> dict[str, Any]:
    """Return the `[baseline]` table, which has a line even if all of it is as usual."""
    if baseline is None:
        return {}
    return encode_fields(baseline) or {"ignore": []}


def _check(item: Any, source: Source, number: int) -> Check:
    path = ("checks", "expect")
    if isinstance(item, str):
        return Check(item)
    if not isinstance(item, dict) or "check" not in item:
        what = 'every item of "expect" must be a text, or a table with a check'
        raise source.error(path, what, item=number)
    return Check(
        source.convert(item["check"], str, (*path, "check")),
        source.convert(item.get("enabled", True), bool, (*path, "enabled")),
        source.convert(item.get("description", ""), str, (*path, "description")),
    )
