"""A text area for what is sent: coloured, with brackets, comments and an editor outside.

Textual can colour by tree-sitter only, which reads the whole text anew with each key; here
only the rows in view are looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.document._document import Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._history import EditHistory
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widgets.text_area import Location

from workbench.bodies.code.brackets import MOST, partner
from workbench.bodies.code.coloring import Coloring, Span
from workbench.bodies.code.languages import LANGUAGES, commented
from workbench.bodies.code.line_breaks import line_break, outdented
from workbench.bodies.code.text_search import Hits
from workbench.tui.preferences import settings_of
from workbench.tui.screens.telling import tell

from .bindings import bindings
from .code_colors import COMPONENTS, CSS, code_style
from .code_document import CodeDocument
from .code_row import Look, drawn_row
from .code_wrapping import CodeWrapping
from .completing_area import CompletingArea

MARKED = 12_000  # characters, a screen full: so near brackets are shown to belong together


@dataclass(frozen=True, slots=True)
class LeftText:
    """A text as it was left, with the edits that can be undone."""

    text: str
    history: EditHistory
    selection: Selection
    scrolled: Offset


class CodeArea(CompletingArea):
    """A text in a language: json, xml, graphql, or anything else for none."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    DEFAULT_CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = bindings("code")

    class FindWanted(Message):
        """The user wants to search, and to replace what is found if `replace`."""

        def __init__(self, replace: bool) -> None:
            super().__init__()
            self.replace = replace

    class StepWanted(Message):
        """The user wants the next hit, or the one before."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, kind: str = "text", **options: Any) -> None:
        self._kind = kind
        self.revision = 0
        self._coloring = Coloring(LANGUAGES.get(kind))
        self._hits: Hits | None = None
        self._bracket: Location | None = None
        self._styles: dict[str, Style] = {}
        super().__init__(**options)
        self.indent_width = 2

    def on_mount(self) -> None:
        """Look as the user prefers it."""
        self.take_settings()

    def take_settings(self) -> None:
        """Wrap lines and number them, or not, as the settings say."""
        settings = settings_of(self.app)
        self.soft_wrap, self.show_line_numbers = settings.editor_wrap, settings.editor_numbers

    @property
    def kind(self) -> str:
        """What the text is written in."""
        return self._kind

    @kind.setter
    def kind(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            self._coloring = Coloring(LANGUAGES.get(kind))
            self._line_cache.clear()
            self.refresh()

    @property
    def hits(self) -> Hits | None:
        """What is marked as found."""
        return self._hits

    @hits.setter
    def hits(self, hits: Hits | None) -> None:
        self._hits = hits
        self._line_cache.clear()
        self.refresh()

    def put_text(self, text: str) -> None:
        """Put another text in the place of this one, as an edit that can be undone."""
        self.history.checkpoint()
        self.replace(text, self.document.start, self.document.end)
        self.history.checkpoint()
        self.move_cursor((0, 0))

    def leave(self) -> LeftText:
        """Return the text as it is left; edits from now on belong to another."""
        left = LeftText(self.text, self.history, self.selection, self.scroll_offset)
        self.history = replace(self.history)
        return left

    def come_back(self, left: LeftText) -> None:
        """Show a text as it was left."""
        with self.prevent(self.Changed):
            self.load_text(left.text)
        self.history, self.selection = left.history, left.selection
        self.scroll_to(left.scrolled.x, left.scrolled.y, animate=False)

    def more_spans(self, row: int) -> Iterable[Span]:
        """Return what else is to be coloured in a line, over its usual colours."""
        return ()

    # What Textual asks for

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = CodeDocument(text)
        self.wrapped_document = CodeWrapping(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _build_highlight_map(self) -> None:
        """Textual calls this after every change of the text."""
        self._line_cache.clear()
        assert isinstance(self.document, CodeDocument)
        self._coloring.forget(self.document.changed_from())
        self.revision += 1
        self._hits = None

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Return the partner of the bracket under the cursor, or else of the one before it."""
        self._bracket, found = self._brackets_at(search_from, MARKED)
        return found

    def _brackets_at(
        self, place: Location, most: int
    ) -> tuple[Location, Location] | tuple[None, None]:
        (row, column), lines = place, self.document.lines
        for at in (column, column - 1):
            if at >= 0 and row < len(lines) and (found := partner(lines, row, at, most)):
                return (row, at), found
        return None, None

    def notify_style_update(self) -> None:
        """Take on other colours."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, kind: str) -> Style:
        if kind not in self._styles:
            self._styles[kind] = code_style(self, kind)
        return self._styles[kind]

    def _render_line(self, y: int) -> Strip:
        wrapping = self.wrapped_document
        assert isinstance(wrapping, CodeWrapping)
        theme, (scroll_x, scroll_y) = self._theme, self.scroll_offset
        base = theme.base_style or self.rich_style
        if y + scroll_y >= wrapping.height:
            return Strip.blank(self.size.width, base)
        row, section = wrapping.row(y + scroll_y)
        lines, partner_at = self.document.lines, self._matching_bracket_location
        start, end = wrapping.section(row, section)
        is_plain = not self.soft_wrap and lines[row].isascii() and "\t" not in lines[row]
        if is_plain:  # a long line is not drawn out of view
            start, end = min(scroll_x, end), min(end, scroll_x + self.size.width)
        look = Look(
            cursor=self.selection.end if self._draw_cursor else None,
            here=self.selection.end[0] == row and self.highlight_cursor_line,
            selection=self.selection,
            brackets=(self._bracket, partner_at) if partner_at and self._bracket else (),
            spans=[*self._coloring.spans(lines, row), *self.more_spans(row)],
            hits=list(self._hits.in_line(row, len(lines[row]))) if self._hits else [],
        )
        strip = drawn_row(
            lines[row], row, (start, end), look, theme, self._style, self.indent_width
        )
        width = self.scrollable_content_region.size.width - self.gutter_width
        left = 0 if self.soft_wrap or is_plain else scroll_x
        behind = theme.cursor_line_style if look.here else theme.base_style
        strip = strip.crop(left, left + width).extend_cell_length(width, behind)
        if self.show_line_numbers:
            strip = Strip.join([self._gutter(row, section, look.here), strip])
        return strip.apply_style(base)

    def _gutter(self, row: int, section: int, here: bool) -> Strip:
        theme, width = self._theme, self.gutter_width
        style = theme.cursor_line_gutter_style if here else theme.gutter_style
        number = str(row + 1) if section == 0 else ""
        return Strip([Segment(f"{number:>{width - 2}}  ", style)], width)

    # What keys do

    def action_find(self) -> None:
        """Ask what to search for."""
        self.post_message(self.FindWanted(replace=False))

    def action_find_and_replace(self) -> None:
        """Ask what to search for, and what to put in its place."""
        self.post_message(self.FindWanted(replace=True))

    def action_step_hit(self, by: int) -> None:
        """Go to the next hit, or to the one before."""
        self.post_message(self.StepWanted(by))

    def action_partner(self) -> None:
        """Go to the bracket that belongs to the one at the cursor."""
        _, found = self._brackets_at(self.cursor_location, MOST)
        if found is not None:
            self.move_cursor(found)

    async def _on_key(self, event: events.Key) -> None:
        """Let lines begin where they should; Textual brings all else to what this is built on."""
        is_code = self._kind in LANGUAGES
        if event.character and is_code and self.selection.is_empty and not self.read_only:
            row, column = self.selection.end
            before = self.document[row][:column]
            if out := outdented(before, event.character, " " * self.indent_width):
                self._delete_via_keyboard((row, column - out), (row, column))
        if event.key == "enter" and not self.suggesting and not self.read_only:
            event.stop()
            event.prevent_default()
            start, end = sorted(self.selection)
            before, behind = self.document[start[0]][: start[1]], self.document[end[0]][end[1] :]
            indent = " " * self.indent_width if is_code else ""
            new, rest = line_break(before, behind if is_code else "", indent)
            self._replace_via_keyboard(new + rest, start, end)
            self.move_cursor((start[0] + 1, len(new) - 1))

    def action_to_edge(self, end: bool, select: bool) -> None:
        """Go to the beginning of the text, or to its end."""
        self.move_cursor(self.document.end if end else self.document.start, select=select)

    async def action_toggle_numbers(self) -> None:
        """Number the lines, or do not, from now on."""
        self.show_line_numbers = not self.show_line_numbers
        await self.run_action(f"app.prefer_switch('editor_numbers', {self.show_line_numbers})")

    async def action_toggle_wrap(self) -> None:
        """Let long lines go on in the next row, or do not, from now on."""
        self.soft_wrap = not self.soft_wrap
        await self.run_action(f"app.prefer_switch('editor_wrap', {self.soft_wrap})")

    def action_comment(self) -> None:
        """Make the selected lines comments, or what they were before."""
        (first, _), (last, column) = sorted(self.selection)
        if last > first and column == 0:
            last -= 1
        lines = self.document.lines[first : last + 1]
        written = commented(lines, self._kind)
        if written is None:
            tell(self.app, f"there are no comments in {self._kind}", severity="warning")
        elif written != lines:
            self.history.checkpoint()
            cursor = self.cursor_location
            self.replace("\n".join(written), (first, 0), (last, len(lines[-1])))
            self.move_cursor((cursor[0], max(0, cursor[1] + len(written[0]) - len(lines[0]))))

    async def action_edit_outside(self) -> None:
        """Edit the text in the user's own editor, and take what it leaves."""
        from workbench.tui.outside_text import edited_outside

        before = self.text
        text = await edited_outside(self.app, before, self._kind)
        if text is not None and text != before == self.text:
            self.put_text(text)
