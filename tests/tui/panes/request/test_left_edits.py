from dataclasses import replace

import pytest
from textual import on
from textual.pilot import Pilot
from textual.widgets import Input

from workbench.engine.url_rows import Address
from workbench.model import (
    Check,
    Checks,
    Collection,
    Folder,
    FormBody,
    Message,
    MultipartBody,
    Part,
    RequestSpec,
    Row,
    SavedRequest,
    TextBody,
    Variable,
)
from workbench.tui.panes.request import RequestPane
from workbench.tui.state import State
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio
LINES = "\n".join(f"line {n}" for n in range(60))
REQUESTS = tuple(
    SavedRequest(name, RequestSpec(name=name, url="http://x/", body=TextBody("text", text)))
    for name, text in (("a", LINES), ("b", "other"))
)
OPEN = State(Collection(Folder("", "Shop", children=REQUESTS))).opening("b", keep=True)


class Editing(Showing):
    """Takes edits in as the main screen does."""

    state = OPEN.opening("a", keep=True)

    @on(RequestPane.Edited)
    def _edited(self, event: RequestPane.Edited) -> None:
        self.state = self.state.editing(event.node, event.spec)
        self.query_one(RequestPane).taken(self.state)
        self.query_one(RequestPane).show(self.state)

    def look_at(self, node: str) -> None:
        self.state = self.state.opening(node)
        self.query_one(RequestPane).show(self.state)


async def test_each_body_keeps_its_cursor_and_what_can_be_undone() -> None:
    app = Editing(RequestPane())
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(RequestPane)
        pane.show(app.state)
        app.query_one("#request-tabs", TabBar).choose("Body")
        await pilot.pause()
        await pilot.pause()
        area = app.query_one("#body-text", CodeArea)
        area.focus()
        area.move_cursor((40, 4))
        await pilot.press("x", "y")
        await pilot.pause()
        left = area.text, area.selection, area.scroll_offset
        assert "linexy 40" in area.text

        app.look_at("b")
        await pilot.pause()
        assert area.text == "other"
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert area.text == "other"  # nothing of it was edited

        app.look_at("a")
        await pilot.pause()
        assert (area.text, area.selection, area.scroll_offset) == left
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert area.text == LINES
        assert app.state.drafts == {}


async def test_a_text_that_changed_meanwhile_is_shown_from_its_start() -> None:
    app = Editing(RequestPane())
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(RequestPane)
        pane.show(app.state)
        app.query_one("#request-tabs", TabBar).choose("Body")
        await pilot.pause()
        await pilot.pause()
        area = app.query_one("#body-text", CodeArea)
        area.move_cursor((40, 4))
        app.look_at("b")
        spec = replace(REQUESTS[0].spec, body=TextBody("text", "new"))
        app.state = app.state.editing("a", spec)
        app.look_at("a")
        await pilot.pause()

        assert (area.text, area.cursor_location) == ("new", (0, 0))


# Tables: each has its own steps, of each request

SPEC = RequestSpec(
    name="a",
    url="ws://x/:one/:two",
    params=(Row("p", "1"), Row("q", "2", enabled=False)),
    path=(Row("one", "1"), Row("two", "2")),
    headers=(Row("A", "1"), Row("B", "2")),
    variables=(Variable("v", "1"), Variable("w", "2")),
    captures=(Row("c", "status"), Row("d", "url")),
    messages=(Message("m", "hello"), Message("n", "bye")),
    checks=Checks((Check("status == 200"), Check("status < 300"))),
    body=FormBody((Row("f", "1"), Row("g", "2"))),
)
PARTS = replace(SPEC, name="b", body=MultipartBody((Part("f", "1"), Part("g", "2"))))
TABLED = (SavedRequest("a", SPEC), SavedRequest("b", PARTS))
TABLES = {
    "params": ("Query", ""),
    "path": ("Path", ""),
    "headers": ("Headers", ""),
    "variables": ("Variables", ""),
    "messages": ("Messages", ""),
    "form": ("Body", ""),
    "parts": ("Body", ""),
    "expect": ("Checks", "Checks"),
    "captures": ("Checks", "Captures"),
}


class Tables(Showing):
    """Takes edits in as the main screen does."""

    state = (
        State(Collection(Folder("", "Shop", children=TABLED)))
        .opening("b", keep=True)
        .opening("a", keep=True)
    )

    def on_mount(self) -> None:
        self.query_one(RequestPane).show(self.state)

    @on(RequestPane.Edited)
    def _edited(self, event: RequestPane.Edited) -> None:
        self.state = self.state.editing(event.node, event.spec)
        self.query_one(RequestPane).taken(self.state)
        self.query_one(RequestPane).show(self.state)

    @property
    def spec(self) -> RequestSpec:
        assert self.state.spec is not None
        return self.state.spec

    async def look_at(self, pilot: Pilot[None], node: str) -> None:
        self.state = self.state.opening(node)
        self.query_one(RequestPane).show(self.state)
        await pilot.pause()

    async def table(self, pilot: Pilot[None], name: str) -> RowTable:
        """Show a table, with the focus in it."""
        tab, part = TABLES[name]
        self.query_one("#request-tabs", TabBar).choose(tab)
        await pilot.pause()
        await pilot.pause()
        if part:
            self.query_one("#checks-part", TabBar).choose(part)
            await pilot.pause()
        self.query_one(f"#{name} RowLines", RowLines).focus()
        return self.query_one(f"#{name}", RowTable)


def editing() -> Tables:
    return Tables(RequestPane())


@pytest.mark.parametrize("name", TABLES)
async def test_each_edit_in_each_table_is_undone_and_redone(name: str) -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        if name == "parts":
            await app.look_at(pilot, "b")
        before = app.spec
        table = await app.table(pilot, name)
        specs = []
        for keys in (
            ("home", "space"),
            ("home", "alt+down"),
            ("home", "delete"),
            ("home", "enter", "end", "x", "enter", "escape"),
            ("a", *"new", "enter", "escape"),
        ):
            specs.append(app.spec)
            await pilot.press(*keys)
            await pilot.pause()
            assert app.spec != specs[-1], keys
        after, rows = app.spec, table.rows

        for spec in reversed(specs):
            await pilot.press("u")
            await pilot.pause()
            assert app.spec == spec
            assert app.query_one("#url", Input).value == Address.of(spec).shown
        assert app.spec == before
        assert app.state.drafts == {}
        for _ in specs:
            await pilot.press("U")
        await pilot.pause()
        assert (app.spec, table.rows) == (after, rows)
        assert app.query_one("#url", Input).value == Address.of(after).shown


async def test_tables_are_undone_each_for_itself() -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        await app.table(pilot, "headers")
        await pilot.press("home", "delete")
        await app.table(pilot, "params")
        await pilot.press("home", "delete")
        await app.table(pilot, "headers")
        await pilot.press("u", "u")
        await pilot.pause()

        assert app.spec.headers == SPEC.headers
        assert app.spec.params == SPEC.params[1:]


async def test_an_open_request_that_is_come_back_to_can_be_undone_further() -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        table = await app.table(pilot, "headers")
        await pilot.press("home", "delete")
        await app.look_at(pilot, "b")
        await pilot.press("u")
        await pilot.pause()
        assert app.spec == PARTS
        await pilot.press("end", "up", "delete")
        await pilot.pause()

        await app.look_at(pilot, "a")
        assert table.rows == SPEC.headers[1:]
        await pilot.press("u")
        await pilot.pause()
        assert app.spec == SPEC
        await app.look_at(pilot, "b")
        await pilot.press("u")
        await pilot.pause()
        assert app.spec == PARTS


async def test_fields_of_another_request_are_no_step_of_this_one() -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        await app.table(pilot, "form")
        await app.look_at(pilot, "b")
        app.query_one("#body-kind", TabBar).choose("form")
        await pilot.pause()
        app.query_one("#form RowLines", RowLines).focus()
        for _ in range(4):
            await pilot.press("u")
            await pilot.pause()
            assert app.spec.body in (FormBody(), FormBody(SPEC.body.fields))  # type: ignore[union-attr]
            assert app.query_one("#form", RowTable).rows in ((), (Row("f", "1"), Row("g", "2")))


async def test_what_was_typed_in_the_url_is_one_step_of_its_tables() -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        await app.table(pilot, "params")
        app.query_one("#url", Input).focus()
        await pilot.press("end", *"&r=33")
        await pilot.pause()
        assert app.spec.params == (*SPEC.params, Row("r", "33"))
        await app.table(pilot, "params")
        await pilot.press("u")
        await pilot.pause()
        assert app.spec == SPEC
        assert app.query_one("#url", Input).value == "ws://x/:one/:two?p=1"
        await pilot.press("U")
        await pilot.pause()
        assert app.query_one("#url", Input).value == "ws://x/:one/:two?p=1&r=33"


async def test_a_segment_that_was_renamed_in_the_url_gets_its_name_back_with_its_row() -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        await app.table(pilot, "path")
        box = app.query_one("#url", Input)
        box.focus()
        box.cursor_position = len("ws://x/:one")
        await pilot.press(*"xyz")
        await pilot.pause()
        assert [row.name for row in app.spec.path] == ["onexyz", "two"]
        await app.table(pilot, "path")
        await pilot.press("u")
        await pilot.pause()
        assert app.spec == SPEC
        assert box.value == Address.of(SPEC).shown


async def test_a_query_that_the_file_has_in_its_url_is_not_lost_by_an_undo() -> None:
    app = editing()
    spec = replace(SPEC, url="http://x/?own=1", params=(), path=())
    app.state = app.state.editing("a", spec)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.table(pilot, "params")
        app.query_one("#url", Input).focus()
        await pilot.press("end", "2")
        await pilot.pause()
        assert app.spec.params == (Row("own", "12"),)
        await app.table(pilot, "params")
        await pilot.press("u")
        await pilot.pause()
        assert app.spec.params == (Row("own", "12"),)
