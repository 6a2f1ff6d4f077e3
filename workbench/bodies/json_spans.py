"""JSON as values that remember which bytes they were."""

import json
from collections.abc import Iterable
from typing import Any

from .json_names import decoded_name
from .json_tokens import TOKEN

_WORDS = {b"true": True, b"false": False, b"null": None}
Bounds = tuple[int, int]


class SpannedObject(dict[str, Any]):
    """An object; `spans` tells where the value of each member lies."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: dict[str, Bounds] = {}


class SpannedArray(list[Any]):
    """An array; `spans` tells where each element lies."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[Bounds] = []


def spanned(data: bytes) -> Any:
    """Return the value of a JSON text; of a repeated name the last member counts.

    Raises ValueError if it is none.
    """
    top = SpannedArray()
    stack: list[tuple[SpannedObject | SpannedArray, str | None, int]] = []
    here: SpannedObject | SpannedArray = top
    name: str | None = None
    for match in TOKEN.finditer(data):
        text = match[0]
        if text in (b"{", b"["):
            stack.append((here, name, match.start()))
            here, name = (SpannedObject() if text == b"{" else SpannedArray()), None
        elif text in (b"}", b"]"):
            if not stack or isinstance(here, SpannedObject) != (text == b"}"):
                raise ValueError("brackets do not match")
            value = here
            here, name, start = stack.pop()
            _put(here, name, value, (start, match.end()))
            name = None
        elif text not in (b",", b":"):
            if isinstance(here, SpannedObject) and name is None:
                name = decoded_name(text)
            else:
                _put(here, name, _scalar(text), match.span())
                name = None
    if stack or len(top) != 1:
        raise ValueError("it is not one whole JSON text")
    return top[0]


def span_in(value: Any, keys: Iterable[str | int]) -> Bounds | None:
    """Return where the value behind some keys lies; None for the whole text."""
    bounds = None
    for key in keys:
        bounds, value = value.spans[key], value[key]
    return bounds


def _put(
    around: SpannedObject | SpannedArray, name: str | None, value: object, bounds: Bounds
) -> None:
    if isinstance(around, SpannedArray):
        around.append(value)
        around.spans.append(bounds)
    elif name is None:
        raise ValueError("a member has no name")
    else:
        around[name] = value
        around.spans[name] = bounds


def _scalar(text: bytes) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if text[:1] == b'"' and b"\\" not in text:
        return text[1:-1].decode("utf-8", "replace")
    return json.loads(text)
