"""What a variable can hold: anything that JSON can say."""

import json
from decimal import Decimal
from typing import Any, TypeAlias

# Decimal keeps `1.10` of a file apart from `1.1`.
Value: TypeAlias = "str | int | float | Decimal | bool | list[Value] | dict[str, Value] | None"


def text_of(value: Value) -> str:
    """Return a value as text: a text as it is, `true`, `null`, numbers, and the rest as JSON."""
    return value if isinstance(value, str) else json_of(value)


def json_of(value: Value) -> str:
    """Return a value as compact JSON; a Decimal keeps its digits."""
    match value:
        case Decimal():
            return str(value)
        case float():
            return str(Decimal(repr(value)))  # as its Decimal, so that the two are the same
        case list():
            return f"[{','.join(json_of(item) for item in value)}]"
        case dict():
            pairs = (f"{_quoted(name)}:{json_of(item)}" for name, item in value.items())
            return f"{{{','.join(pairs)}}}"
        case _:
            return _quoted(value)


def _quoted(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False)
