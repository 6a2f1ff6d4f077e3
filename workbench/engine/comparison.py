"""How two exchanges differ: what was asked, the status, the headers, the body."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbench.checks import Content, Side, json_diff, line_diff
from workbench.checks.json_path import places
from workbench.checks.values import Unmet
from workbench.model import Baseline, Bytes, Exchange, HeaderList
from workbench.stats import duration, size

from .redact import redactor_of

Sign = Literal[" ", "+", "-", "~", ">", "@"]
SIGNS: tuple[Sign, ...] = (" ", "+", "-", "~", ">", "@")

NO_RULES = Baseline()
MOST_BODY = 4 * 1024 * 1024  # bytes of each body that are compared
_LONGEST = 5000  # lines of a diff of text


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison.

    "+" is only in the new one, "-" only in the old, "~" changed, ">" moved; " " is in both,
    and "@" says where in the text the next lines are.
    """

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What differs in one part of two exchanges; nothing does if there are no lines.

    `note` says how it was compared, or why it was not.
    """

    title: str
    differences: tuple[Difference, ...] = ()
    note: str = ""


def compare(old: Exchange, new: Exchange, rules: Baseline | None = None) -> tuple[Part, ...]:
    """Return how a new exchange differs from an old one, part by part.

    Bodies of JSON are compared value by value, other texts line by line. `rules` say what may
    differ in JSON: places, the order of lists, numbers by little. Secrets are taken out first.
    Reads the bodies and takes as long as that: not for an event loop. Raises WorkbenchError if
    a rule cannot be followed.
    """
    return (
        Part("Request", tuple(_request(old, new))),
        *_sent_bodies(old, new),
        Part("Status", tuple(_changed(_status(old), _status(new)))),
        Part("Headers", tuple(_headers(_received(old), _received(new)))),
        _bodies(old, new, rules or NO_RULES),
        Part("Time", (), f"{duration(old.elapsed)} → {duration(new.elapsed)}"),
    )


def _request(old: Exchange, new: Exchange) -> Iterator[Difference]:
    yield from _changed(f"{old.method} {old.url}", f"{new.method} {new.url}")
    yield from _headers(_sent(old), _sent(new))


def _sent(exchange: Exchange) -> HeaderList:
    return exchange.hops[0].request_headers if exchange.hops else ()


def _received(exchange: Exchange) -> HeaderList:
    return exchange.last.headers if exchange.last else ()


def _status(exchange: Exchange) -> str:
    if exchange.failure is not None:
        return exchange.failure.problem.what
    hop = exchange.last
    return "" if hop is None else f"{hop.http_version} {hop.status} {hop.reason}".rstrip()


def _changed(old: str, new: str) -> Iterator[Difference]:
    if old != new:
        if old:
            yield Difference("-", old)
        if new:
            yield Difference("+", new)


def _headers(old: HeaderList, new: HeaderList) -> Iterator[Difference]:
    """Yield fields by name, in the order of the new ones and then of those that are gone."""
    names = dict.fromkeys(name.lower() for name, _ in (*new, *old))
    for name in names:
        before, after = _named(name, old), _named(name, new)
        if [value for _, value in before] == [value for _, value in after]:
            continue
        if len(before) == len(after) == 1:
            yield Difference("~", f"{after[0][0]}: {before[0][1]} → {after[0][1]}")
            continue
        values_before = [value for _, value in before]
        values_after = [value for _, value in after]
        yield from (_field("-", field) for field in before if field[1] not in values_after)
        yield from (_field("+", field) for field in after if field[1] not in values_before)
        if sorted(values_before) == sorted(values_after):
            yield Difference("~", f"{after[0][0]}: the same values in another order")


def _named(name: str, headers: HeaderList) -> list[tuple[str, str]]:
    return [field for field in headers if field[0].lower() == name]


def _field(sign: Sign, field: tuple[str, str]) -> Difference:
    return Difference(sign, f"{field[0]}: {field[1]}")


def _sent_bodies(old: Exchange, new: Exchange) -> Iterator[Part]:
    """Yield how what was sent differs, if that was recorded and anything was sent."""
    before, after = ((each.hops[0].request_body if each.hops else None) for each in (old, new))
    if before or after:
        yield _contents("Request body", Content(before or b""), Content(after or b""))


def _bodies(old: Exchange, new: Exchange, rules: Baseline) -> Part:
    cut = any(body is not None and body.size > MOST_BODY for body in (old.body, new.body))
    beginning = f" of the first {size(MOST_BODY)}" if cut else ""
    return _contents("Body", _content(old), _content(new), beginning, rules)


def _contents(
    title: str, before: Content, after: Content, beginning: str = "", rules: Baseline = NO_RULES
) -> Part:
    if before.body == after.body:
        return Part(title, note=f"the same{beginning or f', {size(len(after.body))}'}")
    try:
        old, new = _side(before.json, rules), _side(after.json, rules)
    except Unmet:
        return _texts(title, before, after, beginning)
    changes = json_diff(old, new, rules.tolerance)
    differences = [_parted(str(change)) for change in changes]
    note = _told(rules)
    if not differences:
        note = f"the same values{f', {note}' if note else ', written in another way'}"
    return Part(title, tuple(differences), note)


def _side(document: Any, rules: Baseline) -> Side:
    """Return a document with the places that the rules are about."""
    ignored, unordered = (
        frozenset(at for query in queries for at in places(query, document))
        for queries in (rules.ignore, rules.unordered)
    )
    return Side(document, ignored, unordered)


def _told(rules: Baseline) -> str:
    """Return in words what may differ."""
    told = [f"apart from {query}" for query in rules.ignore]
    told += [f"{query} in any order" for query in rules.unordered]
    told += [f"numbers within {rules.tolerance:g}"] if rules.tolerance else []
    return ", ".join(told)


def _texts(title: str, before: Content, after: Content, beginning: str) -> Part:
    try:
        lines = line_diff(before.text, after.text, longest=_LONGEST)
    except Unmet:
        note = f"not text: {size(len(before.body))} and {size(len(after.body))} that differ"
        return Part(title, note=note)
    return Part(title, tuple(map(line_difference, lines)), f"line by line{beginning}")


def _parted(change: str) -> Difference:
    return Difference(_sign(change), change[1:].lstrip())


def line_difference(line: str) -> Difference:
    """Return a line of `line_diff` as a difference."""
    if line[:2] == "@@":
        return Difference("@", line.strip("@ "))
    return Difference(_sign(line), line[1:])


def _sign(line: str) -> Sign:
    return next((sign for sign in SIGNS if line.startswith(sign)), " ")


def _content(exchange: Exchange) -> Content:
    kind = exchange.content_type
    return Content(_read(exchange.body, exchange.secrets), kind)


def _read(body: Bytes | None, secrets: frozenset[str]) -> bytes:
    return b"" if body is None else redactor_of(secrets).beginning(body.read, MOST_BODY)


def differs(parts: Sequence[Part]) -> bool:
    """Tell whether there is any difference."""
    return any(part.differences for part in parts)
