"""Multipart bodies as a list of their parts: the head of each, and a look at its content."""

import re
from collections.abc import Iterator
from functools import partial

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex, Placed
from workbench.bodies.safe import safe_line, safe_text
from workbench.bodies.sniff import reads_as_text
from workbench.model import Bytes

_BOUNDARY = re.compile(r'boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))', re.IGNORECASE)
_FIRST = re.compile(rb"--([^\r\n]{1,200}?)[ \t]*\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MOST_LINES = 20  # of a part's content


def _parts(source: Bytes, content_type: str) -> RowIndex:
    named = _BOUNDARY.search(content_type)
    boundary = (named[1] or named[2]).encode("latin-1", "replace") if named else b""
    return LinesIndex(source, partial(_lines, boundary))


def _lines(boundary: bytes, source: Bytes) -> Iterator[Placed | Line]:
    body = source.read(0, source.size)
    if not boundary:
        first = _FIRST.match(body)
        if first is None:
            raise ValueError("no boundary")
        boundary = first[1]
    ends = list(
        re.finditer(rb"(?:^|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|$)", body)
    )
    if not ends:
        raise ValueError("no part")
    stops = [match.start() for match in ends[1:]]
    for number, (match, stop) in enumerate(zip(ends, [*stops, len(body)], strict=True), 1):
        if match[1] is not None:
            return
        yield from _part(number, body[match.end() : stop], match.end())
    yield (("more", "the last part does not end"),)


def _part(number: int, part: bytes, at: int) -> Iterator[Placed]:
    if part[:1] in (b"\r", b"\n"):  # a part without any header
        head, content = b"", part.lstrip(b"\r\n")
    else:
        split = _HEAD_END.search(part)
        head, content = (part[: split.start()], part[split.end() :]) if split else (part, b"")
    place = at, at + len(part)
    title = f"part {number}, {len(content):,} bytes"
    yield Placed((("word", title),), *place)
    for line in head.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        yield Placed(
            (("key", safe_line(name)), ("punct", colon), ("text", safe_line(value))), *place
        )
    yield Placed((), *place)
    if content and not reads_as_text(content[:4096], False):
        yield Placed((("more", "not a text; the bytes are shown in the view hex"),), *place)
    elif content:
        lines = safe_text(content[:65536].decode("utf-8", "replace")).split("\n")
        for line in lines[:_MOST_LINES]:
            yield Placed((("text", line[:2000]),), *place)
        if len(lines) > _MOST_LINES:
            yield Placed((("more", f"… {len(lines) - _MOST_LINES:,} lines more"),), *place)
    yield Placed((), *place)


def _claim(content_type: str, head: bytes) -> Claim:
    starts = head.lstrip(b"\r\n").startswith(b"--")
    return Claim.CERTAIN if content_type.startswith("multipart/") and starts else Claim.NONE


KIND = Kind("multipart", (View("parts", _parts), RAW, HEX), _claim)
