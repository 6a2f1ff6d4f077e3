"""The editor of a GraphQL query, which knows what the server's schema has."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import work
from textual.message import Message

from workbench.bodies.code.coloring import Span
from workbench.graphql import Fault, Schema, complete, faults
from workbench.tui.beside import Beside
from workbench.tui.widgets.completion import Coming, Offer, Suggest, Suggestion
from workbench.tui.widgets.when import when

from .layout_area import LayoutArea

SMALL = 4_000  # characters of a query that is looked at between two keys
PAUSE = 0.3  # seconds without typing until a larger one is
LONGEST_CHECKED = 50_000  # characters of a query; a longer one is not held against the schema


@dataclass(frozen=True, slots=True)
class KnownSchema:
    """A schema, and when the server told it (seconds since the epoch)."""

    schema: Schema
    fetched: float


class GraphQLArea(LayoutArea):
    """Suggests what the schema has, and marks what it does not know."""

    class Checked(Message):
        """The text was held against the schema."""

    def __init__(self, *, suggest: Suggest | None = None, **options: Any) -> None:
        self._known: KnownSchema | None = None
        self._faults: tuple[Fault, ...] = ()
        self._marks: dict[int, list[Span]] = {}
        super().__init__("graphql", suggest=self._suggested, **options)
        self._template = suggest
        self._asked = False
        self._beside = Beside()

    @property
    def known(self) -> KnownSchema | None:
        """The schema that it is held against."""
        return self._known

    @known.setter
    def known(self, known: KnownSchema | None) -> None:
        if known is not self._known:
            self._known = known
            self._check()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the schema does not know, in order; nothing before it was looked for."""
        return self._faults

    def more_spans(self, row: int) -> Iterable[Span]:
        """Mark what the schema does not know."""
        return self._marks.get(row, ())

    def place_of(self, offset: int) -> tuple[int, int]:
        """Return the line and column of a place in the text."""
        return _place(self.document.lines, offset, len(self.document.newline))

    def _build_highlight_map(self) -> None:
        super()._build_highlight_map()
        self._check()

    def _check(self) -> None:
        """Look for what the schema does not know: at once, or soon in a large text."""
        text, known = self.text, self._known
        self._take(())
        if known is not None and len(text) <= SMALL:
            self._take(faults(text, known.schema))
        elif known is not None and len(text) <= LONGEST_CHECKED:
            self._check_soon(text, known, self.revision)

    @work(group="check", exclusive=True)
    async def _check_soon(self, text: str, known: KnownSchema, revision: int) -> None:
        await asyncio.sleep(PAUSE)
        found = await self._beside.do(lambda: faults(text, known.schema))
        if (revision, known) == (self.revision, self._known):
            self._take(found)

    def _take(self, found: tuple[Fault, ...]) -> None:
        self._faults, self._marks = found, {}
        for fault in found:
            row, column = self.place_of(fault.start)
            end = column + fault.end - fault.start
            self._marks.setdefault(row, []).append(Span(column, end, "fault"))
        self._line_cache.clear()
        self.refresh()
        self.post_message(self.Checked())

    def offer_suggestions(self, *, asked: bool = False) -> None:
        """Suggest; where nothing is typed yet only if that is asked for."""
        self._asked = asked
        super().offer_suggestions(asked=asked)

    def _suggested(self, line: str, at: int) -> Offer | Coming | None:
        if self._template is not None and (offer := self._template(line, at)) is not None:
            return offer
        if self._known is None:
            return None
        row = self.cursor_location[0]
        before = sum(map(len, self.document.lines[:row])) + row * len(self.document.newline)
        text, schema, asked = self.text, self._known.schema, self._asked
        if len(text) <= SMALL:
            return _offer(text, before, at, schema, asked=asked)
        return Coming(lambda: _offer(text, before, at, schema, asked=asked))


def _offer(text: str, before: int, at: int, schema: Schema, *, asked: bool) -> Offer | None:
    """Return what can stand in a line that begins `before` so many characters."""
    found = complete(text, before + at, schema)
    if found is None or (found.start == before + at and not asked):
        return None
    listed = tuple(Suggestion(each.text, each.type, each.description) for each in found.candidates)
    start, end = found.start - before, found.end - before
    return Offer(start, end, listed, is_begun=start < at) if listed else None


def schema_note(area: GraphQLArea, key: str) -> tuple[str, bool]:
    """Return what is to be said below a query, and whether it is a fault."""
    if area.known is None:
        return f"no schema yet · {key} asks the server for it", False
    schema = area.known.schema
    if area.faults:
        fault = area.faults[0]
        row, column = area.place_of(fault.start)
        more = f" · {len(area.faults) - 1} more" if len(area.faults) > 1 else ""
        hint = f" · {fault.hint}" if fault.hint else ""
        return f"! {row + 1}:{column + 1} {fault.what}{hint}{more}", True
    told = f"✓ schema of {len(schema.types):,} types, told {when(area.known.fetched)}"
    return f"{told} · {key} asks again", False


def _place(lines: Sequence[str], offset: int, newline: int) -> tuple[int, int]:
    for row, line in enumerate(lines):
        if offset <= len(line):
            return row, offset
        offset -= len(line) + newline
    return len(lines) - 1, len(lines[-1])
