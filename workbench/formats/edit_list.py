"""Change a list in a TOML text item by item: kept items keep their bytes and comments."""

import difflib
from collections.abc import Sequence
from typing import Any

from .layout import Value
from .places import Places
from .write import value


def edited_list(
    places: Places, span: Value, old: Sequence[Any], new: Sequence[Any], newline: str
) -> str:
    """Return the text of a list whose items were `old` and become `new`."""
    if not new or len(old) != len(span.items):
        return value(list(new), newline=newline)
    kept = _kept(old, new)
    parts = _lines(places, span)
    if parts is None:
        return _on_one_line(places.text, span, kept, new, newline)
    head, lines, tail = parts
    first = span.items[0].start
    margin = places.text[places.line_start(first) : first]
    written = []
    for number, plain in enumerate(new):
        at = kept[number]
        if at is None:
            written.append(f"{margin}{value(plain, newline=newline)},{newline}")
            continue
        line, end = lines[at]
        if number + 1 < len(new) and not line[end:].lstrip().startswith(","):
            line = f"{line[:end]},{line[end:]}"
        written.append(line)
    return head + "".join(written) + tail


def _on_one_line(
    text: str, span: Value, kept: Sequence[int | None], new: Sequence[Any], newline: str
) -> str:
    whole = text[span.start : span.end]
    if not span.items or "\n" in whole:
        return value(list(new), newline=newline)
    written = [
        value(plain) if at is None else text[span.items[at].start : span.items[at].end]
        for plain, at in zip(new, kept, strict=True)
    ]
    head = text[span.start : span.items[0].start]
    tail = text[span.items[-1].end : span.end]
    return head + ", ".join(written) + tail


def _lines(places: Places, span: Value) -> tuple[str, list[tuple[str, int]], str] | None:
    """Split a list with one item a line into its head, the lines of its items, and the tail.

    Each line comes with the place in it where its item ends; comment lines belong to
    the item below them.
    """
    if not span.items:
        return None
    at = places.line_end(span.start)
    head = places.text[span.start : at]
    lines = []
    for item in span.items:
        following = places.line_end(item.end)
        if item.start < at or following >= span.end:
            return None
        lines.append((places.text[at:following], item.end - at))
        at = following
    return head, lines, places.text[at : span.end]


def _kept(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return, for each new item, the number of the old item that it is."""
    kept: list[int | None] = [None] * len(new)
    before, after = [repr(item) for item in old], [repr(item) for item in new]
    for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            kept[block.b + step] = block.a + step
    return kept
