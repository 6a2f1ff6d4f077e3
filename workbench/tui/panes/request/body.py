"""The body tab: what kind, and an editor that suits it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from workbench.engine.json_writing import json_fault
from workbench.formats.body_table import body_name
from workbench.formats.typed_text import part_rows, parts_from
from workbench.model import (
    BodySpec,
    FileBody,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    Part,
    RequestSpec,
    TextBody,
)
from workbench.tui.beside import Beside
from workbench.tui.keyboard import keymap_of
from workbench.tui.latest import run_latest
from workbench.tui.widgets.bare import BareVertical
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.editor import Editor
from workbench.tui.widgets.form import Form, FormField
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.safe import content, line_content
from workbench.tui.widgets.tab_bar import TabBar

from .body_convert import EMPTY, KINDS, TEXT_KINDS, converted, is_large, kind_of
from .change import Change
from .graphql_area import GraphQLArea, KnownSchema, schema_note
from .layout_area import NONE, LayoutArea
from .suggestions import Suggestions

FILE = (
    FormField("file", "File", "uploads/photo.png, from the collection's root", path=True),
    FormField("content_type", "Content type", "what the file's name suggests"),
)
OPERATION = (FormField("operation", "Operation", "the name of the one to run, if there are more"),)
CHECK_SECONDS = 0.3
NOTHING = "No body is sent. Left and right choose a kind; what you paste becomes one."
BODY = "body type "  # how the file's reader names a kind that it does not know
UNKNOWN = (
    "! The file says {}, which this version does not know.\n"
    "It stays in the file as it is, also when you save, but cannot be sent. "
    "A kind that you choose with left and right takes its place."
)
GROUPS = {
    "none": "none", "json": "text", "text": "text", "xml": "text", "form": "form",
    "multipart": "multipart", "file": "file", "graphql": "graphql",
}  # fmt: skip


class BodyTab(BareVertical):
    """Edits what a request carries.

    Another kind takes over what it can say; what it cannot waits for its own kind's return.
    """

    DEFAULT_CSS = """
    BodyTab {
        height: 1fr;
        & > .group { display: none; height: 1fr; }
        & > .group.-shown { display: block; }
        & > #group-none { padding: 0 1; color: $muted; }
        & > #group-none.-fault { color: $warning; }
        & #body-text { height: 1fr; }
        & #body-note, & #schema-note {
            height: 1; padding: 0 1; color: $muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #body-note.-fault, & #schema-note.-fault { color: $error; }
        &.-searching #body-note, &.-searching #schema-note { display: none; }
        & Form { height: auto; }
        & #graphql-texts { height: 1fr; }
        & #graphql-texts > Editor { width: 3fr; }
        & #graphql-variables { width: 2fr; height: 1fr; border-left: solid $foreground 25%; }
    }
    """

    def __init__(self, suggestions: Suggestions) -> None:
        super().__init__(id="body")
        self._words = suggestions
        self._body: BodySpec = NoBody()
        self._unknown: tuple[str, ...] = ()  # what the file says and nobody here knows
        self._kept: dict[str, BodySpec] = {}  # what was left, by kind
        self._beside = Beside()

    def compose(self) -> ComposeResult:
        """The kinds, and an editor for each group of them."""
        words = self._words
        yield TabBar(KINDS, id="body-kind")
        yield Static(NOTHING, id="group-none", classes="group -shown", markup=False)
        with BareVertical(id="group-text", classes="group"):
            yield Editor(LayoutArea(suggest=words.template, id="body-text"))
            yield Static(id="body-note", markup=False)
        with Vertical(id="group-form", classes="group"):
            yield RowTable("field", id="form", same=str, suggest=words.in_row)
        with Vertical(id="group-multipart", classes="group"):
            yield RowTable("part", id="parts", same=str, suggest=words.in_part)
        with Vertical(id="group-file", classes="group"):
            yield Form(FILE, suggest=words.template, suggest_path=words.path, id="file-form")
        with Vertical(id="group-graphql", classes="group"):
            with Horizontal(id="graphql-texts"):
                yield Editor(GraphQLArea(suggest=words.template, id="graphql-query"))
                yield LayoutArea(suggest=words.template, id="graphql-variables")
            yield Form(OPERATION, suggest=words.template, id="graphql-form")
            yield Static(id="schema-note", markup=False)

    def show(self, body: BodySpec, unsupported: Sequence[str] = (), *, anew: bool = False) -> None:
        """Show a request's body without telling anybody; `anew` if it is another request's.

        `unsupported` is what its file asks for and this version does not know.
        """
        self.workers.cancel_group(self, "convert")
        self._unknown = tuple(each for each in unsupported if each.startswith(BODY))
        nothing = self.query_one("#group-none", Static)
        nothing.set_class(bool(self._unknown), "-fault")
        named = ", ".join(each.removeprefix(BODY) for each in self._unknown)
        nothing.update(content(UNKNOWN.format(named) if named else NOTHING))
        if anew:
            self._kept.clear()
            for table in self.query(RowTable):
                table.show(())
        self.query_one("#body-kind", TabBar).active = body_name(body)
        self._put(body, anew=anew)

    def _put(self, body: BodySpec, *, anew: bool = False) -> None:
        self._body = body
        group = GROUPS[body_name(body)]
        for part in self.query(".group"):
            part.set_class(part.id == f"group-{group}", "-shown")
        match body:
            case TextBody(kind, text):
                area = self.query_one("#body-text", LayoutArea)
                area.kind = kind
                _load(area, text, anew=anew)
                self._check_soon()
            case FormBody(fields):
                self.query_one("#form", RowTable).show(fields, anew=anew)
            case MultipartBody(parts):
                self.query_one("#parts", RowTable).show(part_rows(parts), anew=anew)
            case FileBody(file, content_type):
                form = self.query_one("#file-form", Form)
                form.show({"file": file, "content_type": content_type})
            case GraphQLBody(query, variables, operation):
                _load(self.query_one("#graphql-query", CodeArea), query, anew=anew)
                _load(self.query_one("#graphql-variables", CodeArea), variables, anew=anew)
                self.query_one("#graphql-form", Form).show({"operation": operation})
                self._note_schema()

    def _say(self, body: BodySpec) -> None:
        self._body = body
        unknown = self._unknown if isinstance(body, NoBody) else ()

        def change(spec: RequestSpec) -> RequestSpec:
            others = (each for each in spec.unsupported if not each.startswith(BODY))
            return replace(spec, body=body, unsupported=(*others, *unknown))

        self.post_message(Change(change))

    def take(self, text: str) -> None:
        """Begin a body with a text that was pasted, as what it looks like; or add rows to one."""
        match self._body:
            case FormBody():
                self.query_one("#form", RowTable).take_lines(text)
            case MultipartBody():
                self.query_one("#parts", RowTable).take_lines(text)
            case NoBody():
                body = TextBody(kind_of(text), text)
                self.query_one("#body-kind", TabBar).active = body.kind
                self._turn(body)
                self.screen.set_focus(self.query_one("#body-text", LayoutArea))

    @on(TabBar.Activated, "#body-kind")
    def _kind_changed(self, event: TabBar.Activated) -> None:
        event.stop()
        self.workers.cancel_group(self, "convert")
        before, kind = self._body, event.name
        known = self._kept.get(kind)
        was_edited = self._kept.get(body_name(before)) != before
        self._kept[body_name(before)] = before
        if known is not None and not was_edited:
            self._turn(known)
        elif is_large(before):
            run_latest(self, "convert", self._convert, kind)
        else:
            self._turn(self._found(kind, converted(before, kind)))

    async def _convert(self, kind: str) -> None:
        """Turn to another kind when a large body is converted; what is typed meanwhile counts."""
        found, before = None, None
        while before is not self._body:
            before = self._kept[body_name(self._body)] = self._body
            found = await self._beside.do(partial(converted, before, kind))
        self._turn(self._found(kind, found))

    def _found(self, kind: str, found: BodySpec | None) -> BodySpec:
        """Return what a body was converted to, or else what there was of this kind."""
        return found or self._kept.get(kind) or self._kept_text(kind) or EMPTY[kind]

    def _turn(self, body: BodySpec) -> None:
        self._kept[body_name(body)] = body
        self._put(body)
        self._say(body)

    def _kept_text(self, kind: str) -> BodySpec | None:
        """Return the text of another kind of text: it is one text under all these names."""
        for other in TEXT_KINDS:
            kept = self._kept.get(other)
            if isinstance(kept, TextBody) and kept.text:
                return next((TextBody(k, kept.text) for k in TEXT_KINDS if k == kind), None)
        return None

    @on(TextArea.Changed, "#body-text")
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        if isinstance(self._body, TextBody) and text != self._body.text:
            self._say(replace(self._body, text=text))
            self._check_soon()

    @on(TextArea.Changed, "#graphql-query")
    @on(TextArea.Changed, "#graphql-variables")
    def _graphql_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if not isinstance(self._body, GraphQLBody):
            return
        key = "query" if event.text_area.id == "graphql-query" else "variables"
        if event.text_area.text != getattr(self._body, key):
            self._say(replace(self._body, **{key: event.text_area.text}))

    @on(RowTable.Changed, "#form")
    def _fields_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        self._say(FormBody(event.rows))

    @on(RowTable.Changed, "#parts")
    def _parts_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        before: tuple[Part, ...] = ()
        if isinstance(self._body, MultipartBody):
            before = self._body.parts
        self._say(MultipartBody(parts_from(event.rows, before)))

    @on(Form.Changed)
    def _field_changed(self, event: Form.Changed) -> None:
        event.stop()
        match self._body:
            case FileBody() as body if event.form.id == "file-form":
                self._say(replace(body, **{event.name: event.value}))
            case GraphQLBody() as body if event.form.id == "graphql-form":
                self._say(replace(body, operation=event.value))

    @on(Editor.Searching)
    def _searching(self, event: Editor.Searching) -> None:
        event.stop()
        self.set_class(event.on, "-searching")  # on a low screen there is no room for both

    # What the server of a query is known to have

    def show_schema(self, known: KnownSchema | None) -> None:
        """Complete a query by a schema, and hold it against that."""
        self.query_one(GraphQLArea).known = known
        self._note_schema()

    @on(GraphQLArea.Checked)
    def _checked(self, event: GraphQLArea.Checked) -> None:
        event.stop()
        self._note_schema()

    def _note_schema(self) -> None:
        key = keymap_of(self.app).shown("fetch-schema")
        text, is_fault = schema_note(self.query_one(GraphQLArea), key)
        note = self.query_one("#schema-note", Static)
        note.set_class(is_fault, "-fault")
        note.update(line_content(text))

    # Whether the text is JSON

    @work(group="check", exclusive=True)
    async def _check_soon(self) -> None:
        note = self.query_one("#body-note", Static)  # later the screen may be taken apart
        key = keymap_of(self.app).shown("layout.format")
        await asyncio.sleep(CHECK_SECONDS)
        body = self._body
        if not isinstance(body, TextBody) or body.kind != "json" or not body.text.strip():
            note.set_class(False, "-fault")
            kind = body.kind if isinstance(body, TextBody) else ""
            note.update(_note(kind, key))
            return
        text = body.text
        fault = await self._beside.do(lambda: json_fault(text))
        note.set_class(bool(fault), "-fault")
        words = f"! {fault}" if fault else "✓ JSON"
        note.update(line_content(f"{words} · {key} formats it"))


def _note(kind: str, key: str) -> Content:
    """Return what there is to say of a text that is not looked through."""
    if kind == "text":
        return line_content(NONE.format("text"))
    return line_content(f"{key} formats it" if kind == "xml" else "")


def _load(area: CodeArea, text: str, *, anew: bool) -> None:
    """Show a text; unless it is another request's, what it takes the place of can come back."""
    if area.text != text or anew:
        with area.prevent(TextArea.Changed):
            if anew or not area.text:
                area.load_text(text)
            else:
                area.put_text(text)
