"""Judge a response by checks, with evidence, and take captures from it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from workbench.errors import WorkbenchError
from workbench.model import Captured, Checks, Rows, Value, Verdict, json_of

from .content import position
from .evaluate import evaluate
from .line_diff import line_diff
from .parse import parse_capture, parse_check
from .subject import Subject
from .syntax import ParsedCheck, Resolve
from .values import NOTHING, Found, Unmet, cut, iso, shown


def judge(checks: Checks, subject: Subject, resolve: Resolve = str) -> tuple[Verdict, ...]:
    """Return a verdict for each check that is enabled, in order.

    `resolve` turns a text with templates into its value, by default the text itself; it may
    raise a WorkbenchError. A check that cannot be judged, for its text or for a limit, is
    `broken` and has not passed.
    """
    enabled = (check for check in checks.expect if check.enabled)
    return tuple(judge_one(check.text, subject, resolve) for check in enabled)


def judge_one(text: str, subject: Subject, resolve: Resolve = str) -> Verdict:
    """Return the verdict of one check."""
    try:
        parsed = parse_check(text).filled(resolve)
    except WorkbenchError as error:
        return _broken(text, error)
    expected = cut(parsed.expectation)
    verdict = Verdict(text, passed=False, expected=expected)
    try:
        found = evaluate(parsed.query, parsed.filters, subject)
    except Unmet as unmet:
        return replace(verdict, actual=cut(unmet.reason), where=unmet.where)
    except WorkbenchError as error:
        return _broken(text, error, expected)
    return _compared(verdict, parsed, found)


def capture(captures: Rows, subject: Subject, resolve: Resolve = str) -> tuple[Captured, ...]:
    """Return what each enabled capture takes from a response, in order.

    One can use the variables of those before it. One that finds nothing, or cannot be
    evaluated, has a problem instead of a value.
    """
    taken: list[Captured] = []
    for row in captures:
        if row.enabled and not row.removed:
            taken.append(_captured(row.name, row.value, subject, resolve))
            if not taken[-1].problem:
                subject = subject.with_variables({row.name: taken[-1].value})
    return tuple(taken)


def _captured(name: str, text: str, subject: Subject, resolve: Resolve) -> Captured:
    captured = Captured(name, text)
    try:
        parsed = parse_capture(text)
        captured = replace(captured, secret=parsed.secret)
        parsed = parsed.filled(resolve)
        value = evaluate(parsed.query, parsed.filters, subject).value
        if value is NOTHING:
            return replace(captured, problem="it finds nothing")
        return replace(captured, value=_kept(value))
    except Unmet as unmet:
        return replace(captured, problem=cut(unmet.reason))
    except WorkbenchError as error:
        return replace(captured, problem=_reason(error.problems))


def _compared(verdict: Verdict, parsed: ParsedCheck, found: Found) -> Verdict:
    """Return the verdict on a value."""
    step, value = parsed.predicate, found.value
    verdict = replace(verdict, actual=shown(value), where=found.where)
    if value is NOTHING:
        return replace(verdict, passed=step.word.name == "exists" and parsed.negated)
    try:
        holds = step.word.does(value, *step.values)
    except Unmet as unmet:
        return replace(verdict, actual=f"{verdict.actual}: {unmet.reason}")
    except WorkbenchError as error:
        return _broken(verdict.check, error, verdict.expected)
    if holds is not parsed.negated:
        return replace(verdict, passed=True)
    if step.word.name == "==" and isinstance(value, str) and isinstance(step.values[0], str):
        return _texts_differ(verdict, step.values[0], value)
    if step.word.name == "==" and (difference := _kinds_differ(value, step.values[0])):
        return replace(verdict, actual=f"{verdict.actual} ({difference})")
    return verdict


def _kinds_differ(value: Any, expected: Any) -> str:
    """Return in what two values differ that look alike, one of which is a text."""
    if not isinstance(value, str | int | float | Decimal | None):
        return ""
    if shown(value).strip('"') != shown(expected).strip('"'):
        return ""
    if isinstance(value, str):
        return f"a text, not {_kind(expected)}"
    return f"{_kind(value)}, not a text; leave the quotes away" * isinstance(expected, str)


def _kind(value: Any) -> str:
    return json_of(value) if value is None or isinstance(value, bool) else "a number"


def _texts_differ(verdict: Verdict, expected: str, actual: str) -> Verdict:
    """Return the verdict with the place of the first difference, and of lines a diff."""
    where = verdict.where
    if where == "body":
        pairs = enumerate(zip(expected, actual, strict=False))
        shorter = min(len(expected), len(actual))
        where = position(actual, next((at for at, (a, b) in pairs if a != b), shorter))
    has_lines = "\n" in expected or "\n" in actual
    return replace(verdict, where=where, details=line_diff(expected, actual) if has_lines else ())


def _broken(text: str, error: WorkbenchError, expected: str = "") -> Verdict:
    reason = _reason(error.problems)
    return Verdict(text, passed=False, expected=expected, actual=reason, broken=True)


def _reason(problems: Iterable[Any]) -> str:
    """Return problems as one line: a place in a check, what is wrong there, and a hint."""
    lines = []
    for problem in problems:
        where = f"{problem.where}: " if problem.where else ""
        hint = f" ({problem.hint})" if problem.hint else ""
        lines.append(f"{where}{problem.what}{hint}")
    return cut("; ".join(lines))


def _kept(value: Any) -> Value:
    """Return a value as a variable holds it: a date as RFC 3339, bytes only if they are text."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            raise Unmet("bytes that are no text; add toHex or base64Encode") from None
    if isinstance(value, list):
        return [_kept(item) for item in value]
    return value  # type: ignore[no-any-return]
