import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events, on
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from workbench.engine.url_rows import Address
from workbench.formats.curl import CurlRequest
from workbench.formats.request_edit import edit_request
from workbench.formats.request_text import decode_request_text
from workbench.formats.request_toml import decode_request
from workbench.model import (
    AuthSpec,
    BasicAuth,
    BearerAuth,
    BodySpec,
    FormBody,
    InheritAuth,
    NoAuth,
    NoBody,
    RequestSpec,
    Row,
    Rows,
    TextBody,
)
from workbench.tui.panes.request import RequestPane, pane
from workbench.tui.panes.request.bar import Method
from workbench.tui.panes.request.tabs import TABS
from workbench.tui.state import State
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.tab_bar import TabBar

from ...samples import collection
from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Editing(Showing):
    """Takes edits in as the main screen does."""

    state = State(collection()).opening("users")

    def on_mount(self) -> None:
        self.query_one(RequestPane).show(self.state)

    @on(RequestPane.Edited)
    def _edited(self, event: RequestPane.Edited) -> None:
        self.state = self.state.editing(event.node, event.spec)
        self.query_one(RequestPane).taken(self.state)
        self.query_one(RequestPane).show(self.state)

    @property
    def spec(self) -> RequestSpec:
        spec = self.state.spec
        assert spec is not None
        return spec

    def auth(self) -> AuthSpec:
        return self.spec.auth

    def body(self) -> BodySpec:
        return self.spec.body

    def open_tab(self, name: str) -> None:
        self.query_one("#request-tabs", TabBar).choose(name)


def editing() -> Editing:
    return Editing(RequestPane())


async def test_the_opened_request_is_shown() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        text = screen_text(app)

        assert "GET ▾" in text
        assert "{{base_url}}/users" in text
        assert "Headers 1" in text


async def test_typing_in_the_url_edits_the_request() -> None:
    app = editing()
    async with app.run_test() as pilot:
        app.query_one("#url", Input).focus()
        await pilot.press("end", *"?a=1")
        await pilot.pause()

        assert app.spec.url == "{{base_url}}/users"
        assert app.spec.params == (Row("a", "1"),)


async def test_a_letter_picks_a_method_and_arrows_step() -> None:
    app = editing()
    async with app.run_test() as pilot:
        app.query_one(Method).focus()
        await pilot.press("d")
        await pilot.pause()
        assert app.spec.method == "DELETE"
        await pilot.press("down")
        await pilot.pause()
        assert app.spec.method == "HEAD"


async def test_headers_are_edited_and_inherited_ones_named() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.open_tab("Headers")
        await pilot.pause()
        await pilot.pause()
        assert "Accept        application/json  from collection.toml" in screen_text(app)

        app.query_one("#headers RowLines", RowLines).focus()
        await pilot.press("space")
        await pilot.pause()
        assert app.spec.headers == (Row("X-A", "1", enabled=False),)


async def test_query_and_path_rows_are_edited_apart() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        for tab, table, name in (("Query", "params", "q"), ("Path", "path", "id")):
            app.open_tab(tab)
            await pilot.pause()
            await pilot.pause()
            app.query_one(f"#{table} RowLines", RowLines).focus()
            await pilot.press("end", "enter", *name, "tab", *"7", "enter", "escape")
            await pilot.pause()

        assert app.spec.params == (Row("q", "7"),)
        assert app.spec.path == (Row("id", "7"),)


async def test_auth_kinds_and_their_fields() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.open_tab("Auth")
        await pilot.pause()
        await pilot.pause()
        kinds = app.query_one("#auth-kind", TabBar)
        kinds.choose("basic")
        await pilot.pause()
        app.query_one("#username", Input).focus()
        await pilot.press(*"ada", "tab", *"pw")
        await pilot.pause()
        assert app.auth() == BasicAuth("ada", "pw")
        assert "pw" not in screen_text(app).replace("/users", "")

        kinds.choose("bearer")
        await pilot.pause()
        app.query_one("#token", Input).focus()
        await pilot.press(*"abc")
        await pilot.pause()
        assert app.auth() == BearerAuth("abc")

        kinds.choose("none")
        await pilot.pause()
        assert app.auth() == NoAuth()
        kinds.choose("inherit")
        await pilot.pause()
        assert app.auth() == InheritAuth()


async def test_a_body_keeps_its_text_when_its_kind_changes() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.open_tab("Body")
        await pilot.pause()
        await pilot.pause()
        kinds = app.query_one("#body-kind", TabBar)
        kinds.choose("json")
        await pilot.pause()
        app.query_one("#body-text", TextArea).focus()
        await pilot.press(*"[1]")
        await pilot.pause()
        assert app.body() == TextBody("json", "[1]")

        kinds.choose("xml")
        await pilot.pause()
        assert app.body() == TextBody("xml", "[1]")
        kinds.choose("none")
        await pilot.pause()
        assert app.body() == NoBody()
        kinds.choose("json")
        await pilot.pause()
        assert app.body() == TextBody("json", "[1]")


async def test_a_form_is_a_table() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.open_tab("Body")
        await pilot.pause()
        await pilot.pause()
        app.query_one("#body-kind", TabBar).choose("form")
        await pilot.pause()
        app.query_one("#form RowLines", RowLines).focus()
        await pilot.press("end", "enter", *"a", "tab", *"1", "enter", "escape")
        await pilot.pause()

        assert app.body() == FormBody((Row("a", "1"),))


async def test_name_options_and_description() -> None:
    app = editing()
    async with app.run_test(size=(80, 30)) as pilot:
        app.open_tab("Info")
        await pilot.pause()
        await pilot.pause()
        app.query_one("#name", Input).focus()
        await pilot.press("end", *"!")
        app.query_one("#description", TextArea).focus()
        await pilot.press(*"Why")
        app.open_tab("Options")
        await pilot.pause()
        await pilot.pause()
        app.query_one("#timeout", Input).focus()
        await pilot.press(*"2.5")
        app.query_one("#follow_redirects", TabBar).choose("stop")
        await pilot.pause()

        assert app.spec.name == "List users!"
        assert app.spec.description == "Why"
        assert app.spec.options.timeout == 2.5
        assert app.spec.options.follow_redirects is False


async def test_opening_another_request_shows_it_and_edits_nothing() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        pane = app.query_one(RequestPane)
        for tab in TABS:
            app.open_tab(tab)
            await pilot.pause()
            await pilot.pause()
            app.state = app.state.opening("auth/login")
            pane.show(app.state)
            await pilot.pause()
            app.state = app.state.opening("users")
            pane.show(app.state)
            await pilot.pause()

        assert app.state.drafts == {}


async def test_a_draft_says_that_it_is_unsaved() -> None:
    app = editing()
    async with app.run_test(size=(80, 20)) as pilot:
        state = app.state.editing("users", replace(app.spec, name="[b]Other[/b]"))
        app.query_one(RequestPane).show(state)
        await pilot.pause()

        assert "[b]Other[/b] ● unsaved" in str(app.query_one(RequestPane)._border_title)


CURL = "curl -X PUT 'http://h/x?a=1' \\\n -H 'A: b' -d '{}' --resolve h:80:1"


async def test_a_curl_command_that_is_pasted_becomes_the_request_and_can_be_taken_back() -> None:
    app = editing()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        app.open_tab("Headers")
        before = app.spec
        app.query_one("#url", Input).focus()
        app.post_message(events.Paste(CURL))
        await pilot.pause()
        await pilot.pause()

        assert (app.spec.method, app.spec.url, app.spec.params) == (
            "PUT", "http://h/x", (Row("a", "1"),),
        )  # fmt: skip
        assert app.spec.name == before.name
        assert "http://h/x?a=1" in screen_text(app)
        assert "✓ A" in screen_text(app)
        assert any("--resolve h:80:1" in told.message for told in app._notifications)

        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.spec == before


async def test_a_raw_request_that_is_pasted_becomes_the_request_and_can_be_taken_back() -> None:
    app = editing()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        before = app.spec
        app.query_one("#url", Input).focus()
        app.post_message(events.Paste('PUT /x?a=1 HTTP/1.1\r\nHost: h\r\nA: b\r\n\r\n{"c": 1}'))
        await pilot.pause()
        await pilot.pause()

        assert (app.spec.method, app.spec.url) == ("PUT", "https://h/x")
        assert app.spec.headers == (Row("A", "b"),)
        assert app.spec.body == TextBody("json", '{"c": 1}')
        assert any("taken for https" in told.message for told in app._notifications)

        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.spec == before


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await pilot.pause(0.005)


async def test_a_long_command_is_read_beside_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def decode(text: str, base: str) -> CurlRequest:
        threads.append(threading.current_thread())
        return decode_request_text(text, base)

    monkeypatch.setattr(pane, "decode_request_text", decode)
    app = editing()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        app.query_one("#url", Input).focus()
        app.post_message(events.Paste(f"curl http://h -d '{'a' * pane.LONG}'"))
        await until(pilot, lambda: app.spec.url == "http://h")
        app.post_message(events.Paste("curl http://h/short"))
        await until(pilot, lambda: app.spec.url == "http://h/short")

    assert [each is threading.main_thread() for each in threads] == [False, True]


async def test_a_long_command_is_not_put_into_another_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()

    def decode(text: str, base: str) -> CurlRequest:
        go_on.wait(20)
        return decode_request_text(text, base)

    monkeypatch.setattr(pane, "decode_request_text", decode)
    app = editing()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        app.query_one("#url", Input).focus()
        app.post_message(events.Paste(f"curl http://h -d '{'a' * pane.LONG}'"))
        await pilot.pause()
        app.state = app.state.opening("auth/login")
        app.query_one(RequestPane).show(app.state)
        before = app.spec
        go_on.set()
        await until(pilot, lambda: bool(app._notifications))

        assert app.spec == before
        assert ["another request" in told.message for told in app._notifications] == [True]


async def test_a_curl_command_that_is_typed_is_not_sent_as_a_url() -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        box = app.query_one("#url", Input)
        box.focus()
        box.value = ""
        await pilot.press(*"curl http://h -H A:1", "enter")
        await pilot.pause()

        assert (app.spec.url, app.spec.headers) == ("http://h", (Row("A", "1"),))


@pytest.mark.parametrize("text", ["curl 'http://h", "curl http://h"])
async def test_an_unreadable_command_changes_nothing_but_what_was_typed(text: str) -> None:
    app = editing()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        before = app.spec
        app.query_one("#url", Input).focus()
        app.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.pause()

        assert (app.spec == before) == ("'" in text)
        assert ("never closed" in screen_text(app)) == ("'" in text)


KEYS = st.sampled_from(
    [
        ("params", ("a", "x", "tab", "1", "enter", "escape")),
        ("params", ("home", "space")),
        ("params", ("home", "delete")),
        ("params", ("home", "alt+down")),
        ("params", ("home", "enter", "end", "&", "enter", "escape")),
        ("params", ("end", "up", "v", "end", "{", "{", "y", "}", "}", "enter", "escape")),
        ("params", ("u",)),
        ("params", ("U",)),
        ("params", ("b", "enter", "z", ":", "9", "escape")),
        ("path", ("home", "v", "7", "enter", "escape")),
        ("path", ("home", "enter", "end", "q", "enter", "escape")),
        ("path", ("home", "delete")),
        ("path", ("u",)),
        ("url", ("end", "?", "k", "=", "v")),
        ("url", ("end", "&", "t", "=", "%", "2", "0")),
        ("url", ("end", "backspace", "backspace", "backspace")),
        ("url", ("end", "/", ":", "i", "d")),
        ("url", ("home", "delete")),
        ("url", ("end", "#", "f")),
    ]
)
FILE = 'url = "{{base_url}}/users"   # all of them\n\n[headers]\nX-A = "1"\n'


def sent(rows: Rows) -> list[tuple[str, str]]:
    return [(row.name, row.value) for row in rows if row.enabled and row.name]


@pytest.mark.timeout(240)
@settings(max_examples=6, deadline=None)
@given(steps=st.lists(KEYS, min_size=1, max_size=10))
async def test_any_edits_keep_url_and_tables_in_step_and_can_be_saved(
    steps: list[tuple[str, tuple[str, ...]]],
) -> None:
    app = editing()
    async with app.run_test(size=(100, 30)) as pilot:
        for place, keys in steps:
            if place == "url":
                app.query_one("#url", Input).focus()
            else:
                app.open_tab("Query" if place == "params" else "Path")
                await pilot.pause()
                await pilot.pause()
                app.query_one(f"#{place} RowLines", RowLines).focus()
            await pilot.press(*keys)
            await pilot.pause()

            spec, box = app.spec, app.query_one("#url", Input)
            shown = Address("").typed(box.value)
            assert sent(shown.params) == sent(spec.params)
            assert Address(spec.url).names == shown.names
            if place != "url":
                assert box.value == Address.of(spec).shown
            for table in app.query(RowTable):
                if table.id in ("params", "path") and table.display:
                    assert table.rows == getattr(spec, table.id)
            saved = decode_request(edit_request(FILE, spec), "users")
            assert replace(saved, name=spec.name) == spec


async def test_each_open_request_keeps_the_tab_that_was_shown_of_it() -> None:
    app = editing()
    users = State(collection()).opening("users", keep=True)
    both = users.opening("auth/login", keep=True)
    async with app.run_test(size=(80, 20)) as pilot:
        pane = app.query_one(RequestPane)
        bar = pane.query_one("#request-tabs", TabBar)
        pane.show(users)
        bar.choose("Headers")
        await pilot.pause()
        pane.show(both)
        assert bar.active == "Headers"
        bar.choose("Auth")
        await pilot.pause()

        pane.show(both.showing(both.tabs.going_to(0)))
        await pilot.pause()
        assert bar.active == "Headers"
        assert "X-A" in screen_text(app)
        pane.show(both)
        assert bar.active == "Auth"


@pytest.mark.parametrize(
    ("text", "kind"), [('{"a": 1}', "json"), (" [1]", "json"), ("<a/>", "xml"), ("hi", "text")]
)
async def test_what_is_pasted_on_a_tab_without_a_body_is_the_body(text: str, kind: str) -> None:
    app = editing()
    async with app.run_test(size=(90, 20)) as pilot:
        app.open_tab("Body")
        await pilot.pause()
        bar = app.query_one("#request-tabs", TabBar)
        bar.focus()
        bar.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.press("end", "x")
        await pilot.pause()

        assert app.body() == TextBody(kind, f"{text}x")  # type: ignore[arg-type]
        assert app.query_one("#body-kind", TabBar).active == kind


async def test_what_is_pasted_on_the_name_of_a_table_is_rows() -> None:
    app = editing()
    async with app.run_test(size=(90, 20)) as pilot:
        app.open_tab("Headers")
        await pilot.pause()
        bar = app.query_one("#request-tabs", TabBar)
        bar.focus()
        bar.post_message(events.Paste("A: 1\nB: 2"))
        await pilot.pause()

        assert app.spec.headers[-2:] == (Row("A", "1"), Row("B", "2"))
