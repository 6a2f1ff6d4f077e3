"""The body tab: what kind, and an editor that suits it."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from workbench.formats.body_table import body_name
from workbench.model import BodySpec, FormBody, NoBody, Rows, TextBody, TextKind
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.tab_bar import TabBar

TEXT_KINDS: tuple[TextKind, ...] = ("json", "text", "xml")
# The kinds that have an editor here; others are edited in the file.
KINDS = ("none", *TEXT_KINDS, "form")


class BodyTab(Vertical):
    """Edits what a request carries. Text survives a change between text kinds."""

    DEFAULT_CSS = """
    BodyTab {
        height: 1fr;
        & > TextArea, & > TextArea:focus { border: none; padding: 0 1; background: transparent; }
        & > TextArea, & > RowTable, & > .note { display: none; height: 1fr; }
        & > .note { padding: 1 2; color: $foreground 60%; }
        &.-text > TextArea, &.-form > RowTable, &.-none > #no-body { display: block; }
        &.-other > #other-body { display: block; }
    }
    """

    _shown: BodySpec = NoBody()

    @dataclass
    class Changed(Message):
        """The user changed the body."""

        body: BodySpec

    def compose(self) -> ComposeResult:
        """The kinds, and an editor for each group of them."""
        yield TabBar(KINDS, id="body-kind")
        yield TextArea(
            soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="body-text"
        )
        yield RowTable("field", id="form")
        notes = {
            "no-body": "No body is sent. Left and right choose a kind.",
            "other-body": "This kind is edited in the file.",
        }
        for name, text in notes.items():
            yield Static(text, id=name, classes="note", markup=False)

    def show(self, body: BodySpec) -> None:
        """Show a request's body without telling anybody."""
        kind, bar = body_name(body), self.query_one(TabBar)
        if kind not in KINDS:
            self._shown = body
            bar.names = (*KINDS, kind)
        bar.active = kind
        self._arrange(kind)
        if isinstance(body, TextBody):
            area = self.query_one(TextArea)
            if area.text != body.text:
                with area.prevent(TextArea.Changed):
                    area.load_text(body.text)
        elif isinstance(body, FormBody):
            self.query_one(RowTable).show(body.fields)

    def _arrange(self, kind: str) -> None:
        self.set_class(kind == "none", "-none")
        self.set_class(kind in TEXT_KINDS, "-text")
        self.set_class(kind == "form", "-form")
        self.set_class(kind not in KINDS, "-other")

    def _read(self, kind: str, rows: Rows) -> BodySpec:
        for text_kind in TEXT_KINDS:
            if kind == text_kind:
                return TextBody(text_kind, self.query_one(TextArea).text)
        match kind:
            case "form":
                return FormBody(rows)
            case "none":
                return NoBody()
            case _:
                return self._shown

    def _say(self) -> None:
        rows = self.query_one(RowTable).rows
        self.post_message(self.Changed(self._read(self.query_one(TabBar).active, rows)))

    @on(TabBar.Activated)
    def _kind_changed(self, event: TabBar.Activated) -> None:
        event.stop()
        self._arrange(event.name)
        self._say()

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.query_one(TabBar).active in TEXT_KINDS:
            self._say()

    @on(RowTable.Changed)
    def _rows_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        self._say()
