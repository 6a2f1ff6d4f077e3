"""Compare a response with the one that was stored and accepted."""

from collections.abc import Iterable
from typing import Any

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Baseline,
    StoredBody,
    StoredBytes,
    StoredJson,
    StoredResponse,
    StoredText,
    Verdict,
)

from .content import Content
from .json_diff import MOST, Places, Side, json_diff
from .json_path import places
from .line_diff import line_diff
from .subject import Subject
from .values import Unmet, cut, place, shown

LARGEST = 1 << 20  # bytes of a body that is stored; of a larger one only its fingerprint
NAME = "baseline"  # how its verdicts begin
_LISTED = 200  # changes in a verdict


def store_response(baseline: Baseline, subject: Subject) -> StoredResponse:
    """Return what of a response is stored, when a user accepts it.

    Raises a WorkbenchError if its body is not whole.
    """
    if subject.content.missing:
        hint = "send the request again"
        raise WorkbenchError(Problem(f"no response to store: {subject.content.missing}", hint=hint))
    headers = tuple(
        (name, value) for name in baseline.headers for value in subject.header_values(name)
    )
    return StoredResponse(subject.status, headers, _stored_body(subject.content))


def drift(
    baseline: Baseline, stored: StoredResponse | None, subject: Subject
) -> tuple[Verdict, ...]:
    """Return verdicts on the status, on each header that counts, and on the body.

    The details of a body's verdict say each difference, of JSON place by place, of text as
    a line diff. Without a stored response there is one verdict, which has not passed.
    """
    if stored is None:
        reason = "no response is stored yet"
        return (Verdict(NAME, passed=False, expected="a stored response", actual=reason),)
    return (
        _compared(f"{NAME}: status", stored.status, subject.status),
        *(_header(name, stored, subject) for name in baseline.headers),
        _body(baseline, stored.body, subject.content),
    )


def unreadable(problems: Iterable[Problem]) -> tuple[Verdict, ...]:
    """Return the verdicts where what is stored cannot be read: nothing was compared."""
    return tuple(
        Verdict(
            NAME,
            passed=False,
            expected="a stored response",
            actual=problem.what,
            where=problem.where,
            details=(f"hint: {problem.hint}",) if problem.hint else (),
            broken=True,
        )
        for problem in problems
    )


def is_drift(verdict: Verdict) -> bool:
    """Tell whether a verdict came of a comparison with a stored response."""
    return verdict.check == NAME or verdict.check.startswith(f"{NAME}: ")


def _stored_body(content: Content) -> StoredBody:
    octets = content.octets
    if len(octets) <= LARGEST:
        essence = content.media_type.partition(";")[0].strip().lower()
        try:
            if essence.endswith(("/json", "+json")):
                return StoredJson(content.json)
            if not octets or essence.startswith("text/") or _is_text(content.text):
                return StoredText(content.text)
        except Unmet:
            return _stored_text(content)
    return _fingerprint(octets)


def _stored_text(content: Content) -> StoredBody:
    """Return a body that is not the JSON it says to be: as text, if it is that."""
    try:
        return StoredText(content.text)
    except Unmet:
        return _fingerprint(content.octets)


def _is_text(text: str) -> bool:
    return not any(char < " " and char not in "\t\n\r\f" for char in text[:4096])


def _fingerprint(octets: bytes) -> StoredBytes:
    import hashlib

    return StoredBytes(hashlib.sha256(octets).hexdigest(), len(octets))


def _header(name: str, stored: StoredResponse, subject: Subject) -> Verdict:
    before = [value for key, value in stored.headers if key.lower() == name.lower()]
    now = subject.header_values(name)
    return _compared(f"baseline: header {name}", *map(_single, (before, now)))


def _single(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values or None


def _compared(check: str, before: Any, now: Any) -> Verdict:
    expected, actual = ("nothing" if value is None else shown(value) for value in (before, now))
    return Verdict(check, passed=before == now, expected=f"== {expected}", actual=actual)


def _body(baseline: Baseline, stored: StoredBody, content: Content) -> Verdict:
    check = "baseline: body"
    try:
        match stored:
            case StoredJson(value):
                return _json_body(check, baseline, value, content.json)
            case StoredText(text):
                return _text_body(check, text, content.text)
            case StoredBytes():
                return _bytes_body(check, stored, _fingerprint(content.octets))
    except Unmet as unmet:
        expected = "JSON" if isinstance(stored, StoredJson) else "text"
        reason = cut(unmet.reason)
        return Verdict(check, passed=False, expected=expected, actual=reason, where=unmet.where)
    except WorkbenchError as error:
        reason = "; ".join(problem.what for problem in error.problems)
        return Verdict(check, passed=False, actual=reason, broken=True)
    except RecursionError:
        reason = "the body is nested too deeply"
        return Verdict(check, passed=False, actual=reason, broken=True)


def _json_body(check: str, baseline: Baseline, before: Any, now: Any) -> Verdict:
    old, new = (
        Side(value, _places(baseline.ignore, value), _places(baseline.unordered, value))
        for value in (before, now)
    )
    changes = json_diff(old, new, baseline.tolerance)
    if not changes:
        return _as_stored(check)
    details = tuple(str(change) for change in changes[:_LISTED])
    if len(changes) > _LISTED:
        details += (f"… and {len(changes) - _LISTED}{'+' * (len(changes) == MOST)} more",)
    return _differs(check, _counted(len(changes)), place(changes[0].path), details)


def _counted(count: int) -> str:
    if count == 1:
        return "1 difference"
    return f"{count} differences" if count < MOST else f"{count} differences or more"


def _places(queries: Iterable[str], document: Any) -> Places:
    return frozenset(at for query in queries for at in places(query, document))


def _text_body(check: str, before: str, now: str) -> Verdict:
    if before == now:
        return _as_stored(check)
    return _differs(check, "another text", "body", line_diff(before, now))


def _bytes_body(check: str, before: StoredBytes, now: StoredBytes) -> Verdict:
    expected, actual = (f"{body.size} bytes, sha256 {body.sha256}" for body in (before, now))
    return Verdict(check, passed=before == now, expected=expected, actual=actual)


def _as_stored(check: str) -> Verdict:
    return Verdict(check, passed=True, expected="as stored", actual="as stored")


def _differs(check: str, actual: str, where: str, details: tuple[str, ...]) -> Verdict:
    return Verdict(
        check, passed=False, expected="as stored", actual=actual, where=where, details=details
    )
