"""Change single keys of a TOML text and nothing else.

Every change is a splice at a place that `places.py` found, so whatever is not named
keeps its bytes: comments, spacing, order, quoting, unknown keys, line endings.
(`tomlkit` moves things: it adds a header below the comment of the table that follows.)
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from .edit_list import edited_list
from .edit_tables import Change, Table, table_splices
from .layout import Entry, Section
from .places import Places, starts_with
from .text import BOM
from .typed import Path
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
        self._mark = BOM if text.startswith(BOM) else ""
        self._places = Places(text.removeprefix(BOM))

    @property
    def text(self) -> str:
        """The text as it is by now; a byte order mark stays in front."""
        return self._mark + self._places.text

    def set(self, path: Path, plain: Any, *, loose: bool = False) -> None:
        """Give a key a value; a new key goes to its usual place, or to the end of its table.

        With `loose` a text stays without quotes where a bare number or truth value was.
        """
        entry = self._places.entry(path)
        if entry is not None:
            start, end = entry.value.start, entry.value.end
            old = self._places.text[start:end] if entry.value.kind == "scalar" else ""
            self._splice(start, end, value(plain, old, self._newline, loose=loose))
        else:
            self.remove(path)
            self._add(path, plain, self._usual_place(path))

    def insert(self, path: Path, plain: Any, after: str | None) -> None:
        """Add a new key right after a sibling, or before all of them."""
        self._add(path, plain, Place.FIRST if after is None else after)

    def set_list(self, path: Path, old: list[Any], new: list[Any], *, loose: bool = False) -> None:
        """Change a list item by item, so that the lines and comments of kept items stay."""
        entry = self._places.entry(path)
        if entry is None:
            self.set(path, new)
        else:
            text = edited_list(self._places, entry.value, old, new, self._newline, loose=loose)
            self._splice(entry.value.start, entry.value.end, text)

    def set_tables(
        self, path: Path, old: Sequence[Table], new: Sequence[Table], change: Change
    ) -> bool:
        """Change a list of tables with a header each; False if it is written another way."""
        splices = table_splices(self._places, path, old, new, self._newline, change)
        for splice in splices or ():
            self._splice(splice.start, splice.end, splice.text)
        return splices is not None

    def remove(self, path: Path) -> None:
        """Take a key away with all that is below it, however it is written."""
        while (found := next(self._places.at_or_below(path), None)) is not None:
            self._delete(found)

    def rename(self, path: Path, name: str) -> bool:
        """Change a key's last part in its place; False if the key is written in parts."""
        entry = self._places.entry(path)
        if entry is None:
            return False
        self._splice(*entry.name, dotted((name,)))
        return True

    def has_one_value(self, path: Path) -> bool:
        """Tell whether a key is written as one value, not as dotted keys or under a header."""
        return self._places.entry(path) is not None

    def line(self, path: Path) -> str | None:
        """Return the whole line of a key that stands on its own line, or None."""
        entry = self._places.entry(path)
        if entry is None or self._places.parent(entry) is not None:
            return None
        start, end = self._lines_of(entry)
        return self._places.text[start:end]

    def insert_line(self, line: str, table: Path, after: str | None) -> bool:
        """Put a line of a table elsewhere in it, after a sibling or first; False if it cannot."""
        place = self._places.section_for(table)
        if place is None or place.path != table:
            return False
        anchor = self._anchor(place, table, Place.FIRST if after is None else after)
        self._insert_line(anchor, line.rstrip("\r\n"))
        return True

    def _splice(self, start: int, end: int, text: str) -> None:
        self._places = Places(self._places.text[:start] + text + self._places.text[end:])

    def _lines_of(self, entry: Entry) -> tuple[int, int]:
        return self._places.line_start(entry.start), self._places.line_end(entry.value.end)

    # Adding.

    def _add(self, path: Path, plain: Any, after: str | Place) -> None:
        table = path[:-1]
        outer = self._places.inline_around(path)
        if outer is not None:
            self._add_member(outer, path[len(outer.path) :], plain)
            return
        place = self._places.section_for(table)
        if place is None:
            self._add_section(table, {path[-1]: plain})
        elif not table and _is_section(plain):
            self._add_section(path, plain)
        else:
            pair = f"{dotted(path[len(place.path) :])} = {value(plain, newline=self._newline)}"
            at = self._anchor(place, table, after)
            self._insert_line(at, self._places.margin(at) + pair)

    def _add_member(self, outer: Entry, path: Path, plain: Any) -> None:
        pair = f"{dotted(path)} = {value(plain, newline=self._newline)}"
        if outer.value.members:
            end = outer.value.members[-1].value.end
            self._splice(end, end, f", {pair}")
        else:
            self._splice(outer.value.start, outer.value.end, f"{{ {pair} }}")

    def _usual_place(self, path: Path) -> str | Place:
        """Return the key to add a new one after, going by the usual order."""
        table, name = path[:-1], path[-1]
        usual = list(self._order.get(table, ()))
        place = self._places.section_for(table)
        if place is None or place.path != table or name not in usual:
            return Place.LAST
        present = [entry.path[len(table)] for entry in place.entries]
        if not any(key in usual for key in present):
            return Place.LAST
        before = usual[: usual.index(name)]
        return next((key for key in reversed(present) if key in before), Place.FIRST)

    def _anchor(self, place: Section, table: Path, after: str | Place) -> int:
        """Return where to add a line to a section: after a key's line, or first, or last."""
        if not place.entries:
            return self._start_of(place)
        related = [e for e in place.entries if starts_with(e.path, table)] or place.entries
        if after is Place.FIRST:
            return self._lines_of(related[0])[0]
        if isinstance(after, str):
            named = [entry for entry in related if starts_with(entry.path, (*table, after))]
            related = named or related
        return self._lines_of(related[-1])[1]

    def _start_of(self, place: Section) -> int:
        if place.path:
            return place.end
        headers = self._places.sections[1:]
        return self._places.lead(headers[0]) if headers else len(self._places.text)

    def _insert_line(self, at: int, line: str) -> None:
        before = self._places.text[:at]
        if before and not before.endswith("\n"):
            line = self._newline + line
        else:
            line += self._newline
        # A first key above a header, or above the comment of one, needs air.
        root, *headers = self._places.sections
        if not root.entries and headers and at <= headers[0].start:
            line += self._newline
        self._splice(at, at, line)

    def _add_section(self, path: Path, content: Any) -> None:
        gap = 2 * self._newline
        at = self._section_place(path)
        before, behind = self._places.text[:at], self._places.text[at:]
        block = gap.join(section(path, content, self._newline))
        if before and not before.endswith("\n"):
            block = gap + block
        else:
            block += self._newline
            if before and not before.endswith(("\n\n", "\n\r\n")):
                block = self._newline + block
        if behind and not behind.startswith(("\n", "\r\n")):
            block += self._newline
        self._splice(at, at, block)

    def _section_place(self, path: Path) -> int:
        """Return where a new section goes: behind the last one that usually comes before it."""
        headers = self._places.sections[1:]
        usual = list(self._order.get((), ()))
        if not headers or path[0] not in usual:
            return len(self._places.text)
        before = usual[: usual.index(path[0]) + 1]
        earlier = [place for place in headers if place.path[0] in before]
        if earlier:
            return self._places.content_end(earlier[-1])
        if self._places.sections[0].entries:
            return self._places.content_end(self._places.sections[0])
        return self._places.lead(headers[0])

    # Taking away.

    def _delete(self, found: Entry | Section) -> None:
        if isinstance(found, Section):
            self._delete_section(found)
            return
        outer = self._places.parent(found)
        if outer is None:
            self._splice(*self._lines_of(found), "")
            return
        members = outer.value.members
        index = members.index(found)
        if len(members) == 1:
            self._splice(outer.value.start, outer.value.end, "{}")
        elif index + 1 < len(members):
            self._splice(found.start, members[index + 1].start, "")
        else:
            self._splice(members[index - 1].value.end, found.value.end, "")

    def _delete_section(self, place: Section) -> None:
        """Delete a section, and the blank line after it if another one stands before it."""
        start, end = place.start, self._places.content_end(place)
        before, behind = self._places.text[:start], self._places.text[end:]
        if not before or before.endswith(("\n\n", "\n\r\n")):
            end += len(behind) - len(behind.removeprefix("\r").removeprefix("\n"))
        self._splice(start, end, "")


def _is_section(plain: Any) -> bool:
    tables = plain if isinstance(plain, list) else [plain]
    return bool(plain) and all(isinstance(table, dict) for table in tables)
