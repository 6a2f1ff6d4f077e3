"""Values of variables and parts of a multipart body ⇄ one line of text each.

20   true   [1, 2]   {"a": 1}      what it is in JSON
Ada   "20"   null                  a text; in quotes where it would be something else
@ada.png;type=image/png            a part that is a file, as curl -F has it
\\@ada                              a part that is a text
"""

import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from workbench.model import Part, Row, Rows, Value, Variable, Variables, json_of

_DEEPEST = 40
_LONGEST_INT = 18  # digits; what TOML and everybody else can hold
_BEGINS = '"[{-0123456789tf'
_FIELD = re.compile(r";\s*(type|filename)=")


def value_text(value: Value) -> str:
    """Return a value as it can be typed."""
    if not isinstance(value, str):
        return json_of(value)
    return json.dumps(value, ensure_ascii=False) if read_value(value) != value else value


def read_value(text: str) -> Value:
    """Return what a typed text says: JSON if it is a number, truth value, list, object or
    a text in quotes, else the text."""
    if not text[:1] or text[0] not in _BEGINS or sum(map(text.count, "[{")) > _DEEPEST:
        return text
    try:
        value: Value = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, parse_int=_whole
        )
    except (ValueError, RecursionError, ArithmeticError):
        return text
    return text if _has_null(value) else value


def variable_rows(variables: Variables) -> Rows:
    """Return variables as rows of text."""
    return tuple(
        Row(each.name, value_text(each.value), each.enabled, each.removed, each.description)
        for each in variables
    )


def variables_from(rows: Rows) -> Variables:
    """Return the variables that rows say."""
    return tuple(
        Variable(row.name, read_value(row.value), row.enabled, row.removed, row.description)
        for row in rows
    )


def part_rows(parts: tuple[Part, ...]) -> Rows:
    """Return the parts of a body as rows of text."""
    return tuple(
        Row(part.name, part_text(part), part.enabled, description=part.description)
        for part in parts
    )


def parts_from(rows: Rows, before: tuple[Part, ...] = ()) -> tuple[Part, ...]:
    """Return the parts that rows say; of the parts before, what no row can say is kept."""
    known = {(part.name, part_text(part)): part for part in before}
    found = []
    for row in rows:
        part = known.get((row.name, row.value)) or read_part(row.name, row.value)
        found.append(replace(part, enabled=row.enabled, description=row.description))
    return tuple(found)


def part_text(part: Part) -> str:
    """Return what a part holds as it can be typed."""
    kind = f";type={part.content_type}" if part.content_type else ""
    name = f";filename={part.filename}" if part.filename else ""
    if part.file:
        return f"@{part.file}{kind}{name}"
    is_odd = part.value.startswith(("@", "\\")) or _FIELD.search(part.value)
    return ("\\" if is_odd else "") + f"{part.value}{kind}{name}"


def read_part(name: str, text: str) -> Part:
    """Return the part that a typed text says."""
    if text.startswith("\\"):
        return Part(name, text[1:])
    start = min((found.start() for found in _FIELD.finditer(text)), default=len(text))
    fields = {"type": "", "filename": ""}
    marks = [*_FIELD.finditer(text), None]
    for mark, following in pairwise(marks):
        assert mark is not None
        fields[mark[1]] = text[mark.end() : following.start() if following else len(text)].strip()
    if text.startswith("@"):
        return Part(
            name, file=text[1:start], filename=fields["filename"], content_type=fields["type"]
        )
    return Part(name, text[:start], filename=fields["filename"], content_type=fields["type"])


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _LONGEST_INT else Decimal(digits)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _has_null(value: Value) -> bool:
    match value:
        case list():
            return any(map(_has_null, value))
        case dict():
            return any(map(_has_null, value.values()))
        case _:
            return value is None
