"""Where things stand in a TOML text: the span of every table header, key and value.

`tomllib` says what a text means and `tomlkit` keeps comments but moves them around when
keys are added; neither says where a key stands. This scanner does, for located errors
and for edits that touch nothing else. It trusts the text to be valid: whoever needs
more than lazy scanning parses with `tomllib` first.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .text import BOM, MAX_KEY_PARTS
from .typed import Path

# Possessive quantifiers: a four-megabyte string must not cost a backtracking stack.
_TOKEN = re.compile(
    r'''
    (?P<space>[ \t]+)
  | (?P<newline>\r?\n)
  | (?P<comment>\#[^\r\n]*+)
  | (?P<string>
        """(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}
      | \'\'\'(?:[^']++|'{1,2}(?!'))*+'{3,5}
      | "(?:[^"\\\n]++|\\.)*+"
      | '[^'\n]*+'
    )
  | (?P<mark>[\[\]{},=.])
  | (?P<bare>[^\s\[\]{},=.\#"']++)
    ''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Value:
    """The span of a value; arrays know their items, inline tables their members."""

    start: int
    end: int
    kind: Literal["scalar", "array", "table"] = "scalar"
    items: "tuple[Value, ...]" = ()
    members: "tuple[Entry, ...]" = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key = value`: its full path, and the span of the key's last part."""

    path: Path
    start: int
    name: tuple[int, int]
    value: Value


@dataclass(slots=True)
class Section:
    """A table header with the entries below it; the first section has no header.

    `close` is where its header ends and a comment may follow. `in_array` marks `[[name]]`
    and everything below one: their paths repeat.
    """

    path: Path
    start: int
    end: int
    in_array: bool = False
    entries: list[Entry] = field(default_factory=list)
    close: int = 0


class NotTomlError(Exception):
    """The scanner met something that no TOML text holds; `tomllib` can say what."""


class LongKeyError(Exception):
    """A key has more parts than anybody writes; its argument is where the key starts."""


def scan(text: str) -> Iterator[Section | Entry]:
    """Yield sections and their entries as they stand in the text, one by one."""
    return _Scanner(text).run()


def sections(text: str) -> list[Section]:
    """Return all sections of a valid TOML text, each with its entries."""
    return [item for item in scan(text) if isinstance(item, Section)]


def entries(text: str) -> Iterator[Entry]:
    """Yield every entry of a valid TOML text, members of inline tables included."""
    for section in sections(text):
        for entry in section.entries:
            yield from _with_members(entry)


def line_of(text: str, path: Path, item: int | None = None) -> int:
    """Return the line (from 1) of the key at a path, or of the nearest table around it.

    With `item` it is the line of this item of the key's list.
    """
    text = text.removeprefix(BOM)
    best, at = 0, 0
    for section in sections(text):
        places = [(section.path, section.start)]
        for entry in (inner for outer in section.entries for inner in _with_members(outer)):
            items = entry.value.items
            has_item = item is not None and entry.path == path and item < len(items)
            places.append((entry.path, items[item or 0].start if has_item else entry.start))
        for found, start in places:
            depth = len(found) if found == path[: len(found)] else 0
            if depth > best:
                best, at = depth, start
            elif path and depth == 0 and found[: len(path)] == path and best < len(path):
                best, at = len(path), start
    return text.count("\n", 0, at) + 1


def _with_members(entry: Entry) -> Iterator[Entry]:
    yield entry
    yield from _members(entry.value)


def _members(value: Value) -> Iterator[Entry]:
    for member in value.members:
        yield from _with_members(member)
    for item in value.items:
        yield from _members(item)


class _Scanner:
    """A cursor over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._kind = ""
        self._start = 0
        self._arrays: set[Path] = set()
        self._advance()

    def run(self) -> Iterator[Section | Entry]:
        section = Section((), 0, 0)
        yield section
        while True:
            self._skip_lines()
            if self._kind == "end":
                return
            if self._mark == "[":
                section = self._header()
                yield section
            else:
                entry = self._entry(section.path)
                section.entries.append(entry)
                yield entry

    @property
    def _mark(self) -> str:
        return self._text[self._start : self._at]

    def _advance(self) -> None:
        self._start = self._at
        if self._at == len(self._text):
            self._kind = "end"
            return
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            raise NotTomlError
        self._kind = match.lastgroup or ""
        self._at = match.end()

    def _skip_space(self) -> None:
        while self._kind == "space":
            self._advance()

    def _skip_lines(self) -> None:
        while self._kind in {"space", "newline", "comment"}:
            self._advance()

    def _expect(self, mark: str) -> None:
        if self._mark != mark:
            raise NotTomlError
        self._advance()

    def _header(self) -> Section:
        start = self._text.rfind("\n", 0, self._start) + 1
        self._expect("[")
        is_array = self._mark == "["
        if is_array:
            self._advance()
        path, _ = self._key()
        self._expect("]")
        if is_array:
            self._expect("]")
            self._arrays.add(path)
        close = self._start
        end = self._text.find("\n", self._start) + 1 or len(self._text)
        inside = any(path[: depth + 1] in self._arrays for depth in range(len(path)))
        return Section(path, start, end, inside, close=close)

    def _key(self) -> tuple[Path, tuple[int, int]]:
        parts: list[str] = []
        while True:
            self._skip_space()
            if self._kind not in {"bare", "string"}:
                raise NotTomlError
            span = (self._start, self._at)
            parts.append(_unquoted(self._mark))
            if len(parts) > MAX_KEY_PARTS:
                raise LongKeyError(span[0])
            self._advance()
            self._skip_space()
            if self._mark != ".":
                return tuple(parts), span
            self._advance()

    def _entry(self, outer: Path) -> Entry:
        start = self._start
        path, name = self._key()
        self._expect("=")
        self._skip_space()
        return Entry(outer + path, start, name, self._value(outer + path))

    def _value(self, path: Path) -> Value:
        if self._mark == "[":
            return self._array(path)
        if self._mark == "{":
            return self._inline(path)
        start = end = self._start
        # A float has dots and a date may have a space, so a scalar is all up to its end.
        while self._kind in {"bare", "string", "space"} or self._mark == ".":
            if self._kind != "space":
                end = self._at
            self._advance()
        if start == end:
            raise NotTomlError
        return Value(start, end)

    def _array(self, path: Path) -> Value:
        start, items = self._start, []
        self._expect("[")
        self._skip_lines()
        while self._mark != "]":
            items.append(self._value(path))
            self._skip_lines()
            if self._mark == ",":
                self._advance()
                self._skip_lines()
            elif self._mark != "]":
                raise NotTomlError
        end = self._at
        self._advance()
        return Value(start, end, "array", items=tuple(items))

    def _inline(self, path: Path) -> Value:
        start, members = self._start, []
        self._expect("{")
        self._skip_lines()
        while self._mark != "}":
            members.append(self._entry(path))
            self._skip_lines()
            if self._mark == ",":
                self._advance()
                self._skip_lines()
            elif self._mark != "}":
                raise NotTomlError
        end = self._at
        self._advance()
        return Value(start, end, "table", members=tuple(members))


def _unquoted(key: str) -> str:
    if key[0] == '"' and "\\" in key:
        text: str = tomllib.loads(f"key = {key}")["key"]
        return text
    return key[1:-1] if key[0] in "\"'" else key
