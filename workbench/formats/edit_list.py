"""Change a list in a TOML text item by item: kept items keep their bytes and comments."""

import difflib
from collections.abc import Sequence
from typing import Any

from .layout import Value
from .places import Places
from .write import value


def edited_list(
    places: Places,
    span: Value,
    old: list[Any],
    new: list[Any],
    newline: str,
    *,
    loose: bool = False,
) -> str:
    """Return the text of a list whose items were `old` and become `new`."""
    if not new or len(old) != len(span.items):
        return value(new, newline=newline)
    came_from = origins(old, new)
    written = []
    for plain, origin in zip(new, came_from, strict=True):
        raw = _raw(places.text, span.items[origin]) if origin is not None else ""
        is_kept = origin is not None and old[origin] == plain
        written.append(raw if is_kept else value(plain, raw, newline, loose=loose))
    lines = _lines(places, span)
    if lines is not None:
        return _on_lines(places, span, lines, came_from, written, newline)
    whole = _raw(places.text, span)
    if not span.items or "\n" in whole:
        return value(new, newline=newline)
    head = places.text[span.start : span.items[0].start]
    tail = places.text[span.items[-1].end : span.end]
    return head + ", ".join(written) + tail


def _on_lines(
    places: Places,
    span: Value,
    lines: list[tuple[int, int]],
    came_from: list[int | None],
    written: list[str],
    newline: str,
) -> str:
    """Return a list with one item a line; comment lines go with the item below them."""
    text = places.text
    first = span.items[0].start
    margin = text[places.line_start(first) : first]
    parts = [text[span.start : lines[0][0]]]
    for number, (origin, item) in enumerate(zip(came_from, written, strict=True)):
        if origin is None:
            parts.append(f"{margin}{item},{newline}")
            continue
        old, (start, end) = span.items[origin], lines[origin]
        rest = text[old.end : end]
        if number + 1 < len(written) and not rest.lstrip().startswith(","):
            rest = f",{rest}"
        parts.append(text[start : old.start] + item + rest)
    return "".join(parts) + text[lines[-1][1] : span.end]


def _lines(places: Places, span: Value) -> list[tuple[int, int]] | None:
    """Return the span of each item's lines, or None if not each item has lines of its own."""
    at = places.line_end(span.start)
    lines = []
    for item in span.items:
        end = places.line_end(item.end)
        if item.start < at or end >= span.end:
            return None
        lines.append((at, end))
        at = end
    return lines or None


def _raw(text: str, span: Value) -> str:
    return text[span.start : span.end]


def origins(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return, for each new item, the number of the old one that it is or takes the place of."""
    found: list[int | None] = [None] * len(new)
    before, after = [repr(item) for item in old], [repr(item) for item in new]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag in {"equal", "replace"}:
            for step in range(min(end - start, new_end - new_start)):
                found[new_start + step] = start + step
    return found
