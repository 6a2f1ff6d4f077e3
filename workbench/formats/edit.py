"""Change single keys of a TOML text and nothing else.

Every change is a splice at a place that `layout.py` found, so whatever is not named
keeps its bytes: comments, spacing, order, quoting, unknown keys, line endings.
(`tomlkit` moves things: it adds a header below the comment of the table that follows.)
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from .layout import Entry, Path, Section, Value, sections
from .write import dotted, section, value

Order = Mapping[Path, Sequence[str]]


class Place(Enum):
    """Where in its table a key goes, other than after one of its siblings."""

    FIRST = "first"
    LAST = "last"


class Document:
    """A valid TOML text under change. Paths lead to keys; lists of tables have none.

    `order` gives, for the root and for tables, the usual order of their keys, so that
    a new key lands where a person would look for it.
    """

    def __init__(self, text: str, order: Order | None = None) -> None:
        self._order = order or {}
        self._newline = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
        self._change(text)

    @property
    def text(self) -> str:
        """The text as it is by now."""
        return self._text

    def set(self, path: Path, plain: Any) -> None:
        """Give a key a value; a new key goes to its usual place, or to the end of its table."""
        entry = self._entry(path)
        if entry is not None:
            old = self._raw(entry.value) if entry.value.kind == "scalar" else ""
            self._splice(entry.value.start, entry.value.end, value(plain, old, self._newline))
        else:
            self.remove(path)
            self._add(path, plain, self._usual_anchor(path))

    def insert(self, path: Path, plain: Any, after: str | None) -> None:
        """Add a new key right after a sibling, or before all of them."""
        self._add(path, plain, after if after is not None else Place.FIRST)

    def set_list(self, path: Path, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Change a list item by item, so that the lines and comments of kept items stay."""
        entry = self._entry(path)
        if entry is None or len(entry.value.items) != len(old):
            self.set(path, list(new))
        else:
            text = self._edited_list(entry.value, old, new)
            self._splice(entry.value.start, entry.value.end, text)

    def remove(self, path: Path) -> None:
        """Take a key away with all that is below it, however it is written."""
        while True:
            found = next(self._at_or_below(path), None)
            if found is None:
                return
            self._delete(found)

    def rename(self, path: Path, name: str) -> bool:
        """Change a key's last part in its place; False if it does not stand on one line."""
        entry = self._entry(path)
        if entry is None or len(list(self._at_or_below(path))) != 1:
            return False
        self._splice(*entry.name, dotted((name,)))
        return True

    def line(self, path: Path) -> str | None:
        """Return the whole line of a key that stands on its own line, or None."""
        entry = self._entry(path)
        if entry is None or self._parent(entry) is not None:
            return None
        return self._text[self._line_start(entry.start) : self._line_end(entry.value.end)]

    def insert_line(self, line: str, table: Path, after: str | None) -> bool:
        """Add a line taken from the same table after a sibling; False if there is no place."""
        place = next((s for s in self._sections if s.path == table and not s.in_array), None)
        if place is None:
            return False
        anchor = self._anchor(place, table, after if after is not None else Place.FIRST)
        self._insert_lines(anchor, line.rstrip("\r\n"))
        return True

    def is_inline(self, path: Path) -> bool:
        """Tell whether a key is written as one value, not as dotted keys or a table header."""
        return self._entry(path) is not None

    # Finding places.

    def _change(self, text: str) -> None:
        self._text = text
        self._sections = sections(text)

    def _splice(self, start: int, end: int, text: str) -> None:
        self._change(self._text[:start] + text + self._text[end:])

    def _raw(self, span: Value) -> str:
        return self._text[span.start : span.end]

    def _entries(self) -> Iterator[Entry]:
        for place in self._sections:
            if not place.in_array:
                for entry in place.entries:
                    yield from _addressable(entry)

    def _entry(self, path: Path) -> Entry | None:
        return next((entry for entry in self._entries() if entry.path == path), None)

    def _parent(self, entry: Entry) -> Entry | None:
        """Return the entry whose inline table holds this one."""
        return next((outer for outer in self._entries() if entry in outer.value.members), None)

    def _at_or_below(self, path: Path) -> Iterator[Entry | Section]:
        for place in self._sections:
            if place.path and _starts_with(place.path, path):
                yield place
        for entry in self._entries():
            if _starts_with(entry.path, path):
                yield entry

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        return self._text.find("\n", at) + 1 or len(self._text)

    def _lines_end(self, place: Section) -> int:
        """Return where a section's last entry ends, the rest of its line included."""
        return self._line_end(place.entries[-1].value.end) if place.entries else place.end

    def _content_end(self, place: Section) -> int:
        """Return where a section ends: comments right below it are its own.

        Unless a header follows them without a blank line; then they are about that.
        """
        at = end = self._lines_end(place)
        while at < len(self._text):
            following = self._line_end(at)
            line = self._text[at:following].strip()
            if line.startswith("["):
                return end
            if not line.startswith("#"):
                break
            at = following
        return at

    def _lead(self, place: Section) -> int:
        """Return where the comments start that stand right above a section's header."""
        at = place.start
        while at > 0:
            above = self._line_start(at - 1)
            if not self._text[above:at].lstrip().startswith("#"):
                break
            at = above
        return at

    # Adding.

    def _add(self, path: Path, plain: Any, after: str | Place) -> None:
        parent = path[:-1]
        outer = self._inline_around(path)
        if outer is not None:
            self._add_member(outer, path[len(outer.path) :], plain)
            return
        place = self._section_for(parent)
        if place is None or (not parent and _is_tables(plain)):
            content = plain if place is not None else {path[-1]: plain}
            self._add_section(path if place is not None else parent, content)
            return
        pair = f"{dotted(path[len(place.path) :])} = {value(plain, newline=self._newline)}"
        self._insert_lines(self._anchor(place, parent, after), pair, indent=True)

    def _inline_around(self, path: Path) -> Entry | None:
        around = [
            entry
            for entry in self._entries()
            if entry.value.kind == "table" and _starts_with(path, entry.path)
        ]
        return max(around, key=lambda entry: len(entry.path), default=None)

    def _add_member(self, outer: Entry, path: Path, plain: Any) -> None:
        pair = f"{dotted(path)} = {value(plain, newline=self._newline)}"
        if outer.value.members:
            end = outer.value.members[-1].value.end
            self._splice(end, end, f", {pair}")
        else:
            self._splice(outer.value.start, outer.value.end, f"{{ {pair} }}")

    def _section_for(self, parent: Path) -> Section | None:
        """Return the section to write a key of this table in: its own, or that of dotted keys."""
        places = [place for place in self._sections if not place.in_array]
        own = next((place for place in places if place.path == parent), None)
        if own is not None:
            return own
        for depth in range(len(parent), 0, -1):
            for place in places:
                if len(place.path) < depth and any(
                    _starts_with(entry.path, parent[:depth]) for entry in place.entries
                ):
                    return place
        return None

    def _usual_anchor(self, path: Path) -> str | Place:
        """Return the key to add a new one after, going by the usual order."""
        parent, name = path[:-1], path[-1]
        usual = list(self._order.get(parent, ()))
        place = self._section_for(parent)
        if place is None or place.path != parent or name not in usual or not place.entries:
            return Place.LAST
        before = usual[: usual.index(name)]
        present = [entry.path[len(parent)] for entry in place.entries]
        if not any(key in usual for key in present):
            return Place.LAST
        return next((key for key in reversed(present) if key in before), Place.FIRST)

    def _anchor(self, place: Section, parent: Path, after: str | Place) -> int:
        """Return where to add a line to a section: after a key's line, or first, or last."""
        if not place.entries:
            if place.path or not self._sections[1:]:
                return place.end if place.path else len(self._text)
            return self._lead(self._sections[1])
        related = [entry for entry in place.entries if _starts_with(entry.path, parent)]
        if after is Place.FIRST:
            return self._line_start((related or place.entries)[0].start)
        if isinstance(after, str):
            named = [entry for entry in related if _starts_with(entry.path, (*parent, after))]
            related = named or related
        return self._line_end((related or place.entries)[-1].value.end)

    def _insert_lines(self, at: int, lines: str, *, indent: bool = False) -> None:
        margin = self._margin(at) if indent else ""
        before, behind = self._text[:at], self._text[at:]
        text = margin + lines
        if before and not before.endswith("\n"):
            text = self._newline + text
        else:
            text += self._newline
        following = behind.lstrip(" \t")
        # A first key above a header, or above the comment of one, needs air.
        if following.startswith(("[", "#")) and self._is_before_all_entries(at):
            text += self._newline
        self._splice(at, at, text)

    def _is_before_all_entries(self, at: int) -> bool:
        return not self._sections[0].entries and all(s.start >= at for s in self._sections[1:])

    def _margin(self, at: int) -> str:
        """Return the indentation of the entry next to a place, so that a new line follows it."""
        near = [e for place in self._sections for e in place.entries if not place.in_array]
        above = [e for e in near if self._line_end(e.value.end) == at]
        below = [e for e in near if self._line_start(e.start) == at]
        for entry in [*above, *below]:
            return self._text[self._line_start(entry.start) : entry.start]
        return ""

    def _add_section(self, path: Path, content: Any) -> None:
        gap = 2 * self._newline
        block = gap.join(section(path, content, self._newline))
        at = self._section_place(path)
        before, behind = self._text[:at], self._text[at:]
        lead = ""
        if before:
            lead = self._newline if before.endswith("\n") else gap
            if before.endswith(("\n\n", "\n\r\n")):
                lead = ""
        tail = "" if lead == gap else self._newline
        if behind and not behind.startswith(("\n", "\r\n")):
            tail = gap
        self._splice(at, at, lead + block + tail)

    def _section_place(self, path: Path) -> int:
        tables = list(self._order.get((), ()))
        rank = tables.index(path[0]) if path[0] in tables else len(tables)
        earlier = [
            place
            for place in self._sections[1:]
            if place.path[0] in tables and tables.index(place.path[0]) <= rank
        ]
        if earlier:
            return self._content_end(earlier[-1])
        if rank == len(tables) or not self._sections[1:]:
            return len(self._text)
        if self._sections[0].entries:
            return self._content_end(self._sections[0])
        return self._lead(self._sections[1])

    # Taking away.

    def _delete(self, found: Entry | Section) -> None:
        if isinstance(found, Section):
            self._delete_lines(found.start, self._content_end(found))
            return
        outer = self._parent(found)
        if outer is None:
            self._splice(self._line_start(found.start), self._line_end(found.value.end), "")
            return
        members = outer.value.members
        index = members.index(found)
        if len(members) == 1:
            self._splice(outer.value.start, outer.value.end, "{}")
        elif index + 1 < len(members):
            self._splice(found.start, members[index + 1].start, "")
        else:
            self._splice(members[index - 1].value.end, found.value.end, "")

    def _delete_lines(self, start: int, end: int) -> None:
        """Delete a block, and the blank line after it if another one stands before it."""
        before, behind = self._text[:start], self._text[end:]
        if not before or before.endswith(("\n\n", "\n\r\n")):
            for blank in ("\n", "\r\n"):
                if behind.startswith(blank):
                    end += len(blank)
        self._splice(start, end, "")

    # Lists.

    def _edited_list(self, span: Value, old: Sequence[Any], new: Sequence[Any]) -> str:
        kept = _kept(old, new)
        lines = self._item_lines(span)
        if lines is None:
            return self._edited_line(span, kept, new)
        head, blocks, tail = lines
        first = span.items[0].start
        margin = self._text[self._line_start(first) : first]
        pieces = []
        for number, plain in enumerate(new):
            at = kept[number]
            if at is None:
                fresh = value(plain, newline=self._newline)
                pieces.append(f"{margin}{fresh},{self._newline}")
                continue
            block, end = blocks[at]
            if number + 1 < len(new) and not block[end:].lstrip().startswith(","):
                block = f"{block[:end]},{block[end:]}"
            pieces.append(block)
        return head + "".join(pieces) + tail

    def _edited_line(self, span: Value, kept: Sequence[int | None], new: Sequence[Any]) -> str:
        raw = [
            value(plain, newline=self._newline) if at is None else self._raw(span.items[at])
            for plain, at in zip(new, kept, strict=True)
        ]
        whole = self._raw(span)
        if not span.items or "\n" in whole or not new:
            return value(list(new), newline=self._newline)
        lead = self._text[span.start : span.items[0].start]
        tail = self._text[span.items[-1].end : span.end]
        return lead + ", ".join(raw) + tail

    def _item_lines(self, span: Value) -> tuple[str, list[tuple[str, int]], str] | None:
        """Split a list that has one item a line into its head, the items' lines and the tail."""
        if not span.items:
            return None
        at = self._line_end(span.start)
        head, blocks = self._text[span.start : at], []
        for item in span.items:
            if item.start < at:
                return None
            following = self._line_end(item.end)
            blocks.append((self._text[at:following], item.end - at))
            at = following
        if at > span.end:
            return None
        return head, blocks, self._text[at : span.end]


def _addressable(entry: Entry) -> Iterator[Entry]:
    yield entry
    for member in entry.value.members:
        yield from _addressable(member)


def _starts_with(path: Path, start: Path) -> bool:
    return path[: len(start)] == start


def _is_tables(plain: Any) -> bool:
    return isinstance(plain, dict) or (
        isinstance(plain, list) and bool(plain) and all(isinstance(item, dict) for item in plain)
    )


def _kept(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return, for each new item, the number of the old item that it is."""
    kept: list[int | None] = [None] * len(new)
    before, after = [repr(item) for item in old], [repr(item) for item in new]
    for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            kept[block.b + step] = block.a + step
    return kept
