"""What queries, filters and predicates pass along, how it is compared and how it is shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from workbench.model.value import json_of

Part: TypeAlias = "str | int"
Parts: TypeAlias = tuple[Part, ...]

_SHOWN = 400  # characters of a value in a verdict


class Nothing:
    """What a query returns that found nothing; unlike null, it does not exist."""


NOTHING: Final = Nothing()


class Nodes(list[Any]):
    """All that a query found which could find many; none of them means: does not exist."""


class Unmet(Exception):  # noqa: N818 - it says that a response does not fit, not that code failed
    """A response has not what a check needs, such as a JSON body; the check fails."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class Found:
    """A value and its place in the response, such as `$.items[2].id` or `body:3:14`."""

    value: Any
    where: str = ""


def kind(value: Any) -> str:
    """Return what a value is, in words: `text`, `a whole number`, `a list`."""
    match value:
        case Nothing():
            return "nothing"
        case None:
            return "null"
        case bool():
            return "true or false"
        case int():
            return "a whole number"
        case float() | Decimal():
            return "a number"
        case str():
            return "text"
        case bytes():
            return "bytes"
        case datetime():
            return "a date"
        case list():
            return "a list"
        case _:
            return "an object"


def shown(value: Any) -> str:
    """Return a value as a verdict shows it: as JSON, bytes as hex, cut to a few hundred."""
    match value:
        case Nothing():
            return "nothing"
        case bytes():
            text = f"hex,{value[:_SHOWN].hex()};"
        case datetime():
            text = iso(value)
        case str():
            text = json_of(value[: _SHOWN + 1])
        case list():
            text = _listed([shown(item) for item in value[:_SHOWN]], "[]")
        case dict():
            names = list(value)[:_SHOWN]
            text = _listed([f"{json_of(name)}:{shown(value[name])}" for name in names], "{}")
        case _:
            text = json_of(value)
    return cut(text)


def cut(text: str, length: int = _SHOWN) -> str:
    """Return a text with an ellipsis for what is too much of it."""
    return text if len(text) <= length else f"{text[:length]}…"


def iso(moment: datetime) -> str:
    """Return a date as RFC 3339 has it, in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def place(parts: Parts) -> str:
    """Return a place in a JSON document as a JSONPath: `$.items[2]['odd name']`."""
    pieces = ["$"]
    for part in parts:
        if isinstance(part, int):
            pieces.append(f"[{part}]")
        elif part.isidentifier():
            pieces.append(f".{part}")
        else:
            escaped = part.replace("\\", "\\\\").replace("'", "\\'")
            pieces.append(f"['{escaped}']")
    return "".join(pieces)


def same(left: Any, right: Any) -> bool:
    """Tell whether two values are equal as JSON has it: 1 is 1.0, and true is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if is_number(left) and is_number(right):
        return bool(left == right)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    return type(left) is type(right) and bool(left == right)


def is_number(value: Any) -> bool:
    """Tell whether a value is a number; true and false are none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _listed(items: list[str], brackets: str) -> str:
    return f"{brackets[0]}{','.join(items)}{brackets[1]}"
