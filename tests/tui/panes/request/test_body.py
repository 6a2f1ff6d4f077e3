import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from workbench.model import (
    BodySpec,
    FileBody,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    Part,
    RequestSpec,
    Row,
    TextBody,
)
from workbench.tui.panes.request import body as body_tab
from workbench.tui.panes.request.body import BodyTab
from workbench.tui.panes.request.body_convert import converted
from workbench.tui.panes.request.suggestions import Suggestions
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import screen_text
from .changes import Taking

pytestmark = pytest.mark.anyio

FORM = FormBody((Row("a", "1"),))


def taking(body: BodySpec | None = None) -> tuple[BodyTab, Taking]:
    tab = BodyTab(Suggestions(tuple))
    return tab, Taking(tab, RequestSpec(body=body or NoBody()))


async def choose(pilot: Pilot[None], kind: str) -> None:
    pilot.app.query_one("#body-kind", TabBar).choose(kind)
    await pilot.pause()


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    async with asyncio.timeout(40):
        while not true():
            await pilot.pause(0.01)


async def sees(pilot: Pilot[None], text: str) -> None:
    await until(pilot, lambda: text in screen_text(pilot.app))


async def test_each_kind_shows_its_editor_and_tells_nobody() -> None:
    tab, app = taking()
    async with app.run_test(size=(90, 8)) as pilot:
        for body, seen in (
            (NoBody(), "No body is sent"),
            (TextBody("json", '{"a": [b]}'), '{"a": [b]}'),
            (FORM, "+ add field"),
            (MultipartBody((Part("f", file="a.png", content_type="image/png"),)),
             "@a.png;type=image/png"),
            (FileBody("a.png"), "a.png"),
            (GraphQLBody("{ me }", "{}", "op"), "{ me }"),
        ):  # fmt: skip
            tab.show(body)
            await pilot.pause()
            assert seen in screen_text(app)
            assert ("No body is sent" in screen_text(app)) == isinstance(body, NoBody)
        assert app.changes == 0


async def test_another_kind_takes_over_what_it_can_say() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        tab.show(TextBody("json", '{"a": "1"}'))
        found = []
        for kind in ("xml", "json", "form", "multipart"):
            await choose(pilot, kind)
            found.append(app.spec.body)

        assert found == [
            TextBody("xml", '{"a": "1"}'), TextBody("json", '{"a": "1"}'), FORM,
            MultipartBody((Part("a", "1"),)),
        ]  # fmt: skip


async def test_what_another_kind_cannot_say_waits_for_its_own() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        parts = MultipartBody((Part("f", file="a.png"),))
        tab.show(parts)
        for kind in ("form", "none", "file", "json"):
            await choose(pilot, kind)
        found: BodySpec = app.spec.body
        assert found == TextBody("json", "")
        await choose(pilot, "multipart")

        assert app.spec.body == parts


async def test_a_large_body_is_converted_beside_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps({f"k{number}": "x" * 50 for number in range(1000)})
    begun, typed = threading.Event(), threading.Event()

    def slow(before: BodySpec, kind: str) -> BodySpec | None:
        begun.set()
        assert typed.wait(40)
        return converted(before, kind)

    monkeypatch.setattr(body_tab, "converted", slow)
    tab, app = taking(TextBody("json", text))
    async with app.run_test(size=(80, 12)) as pilot:
        tab.show(app.spec.body, anew=True)
        await choose(pilot, "form")
        await until(pilot, begun.is_set)
        app.query_one("#body-text", TextArea).load_text('{"a": 1}')  # which is still there
        await until(pilot, lambda: app.changes > 0)
        typed.set()

        await until(pilot, lambda: app.spec.body == FormBody((Row("a", "1"),)))
        begun.clear()
        tab.show(TextBody("json", text), anew=True)
        typed.clear()
        await choose(pilot, "multipart")
        await until(pilot, begun.is_set)
        await choose(pilot, "json")
        typed.set()
        await pilot.pause()

        assert app.query_one("#body-text", TextArea).text == text
        assert app.query_one("#group-text").has_class("-shown")


async def test_the_path_of_a_file_is_completed_folder_by_folder(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "photo.png").write_bytes(b"x")
    tab = BodyTab(Suggestions(tuple, root=lambda: tmp_path))
    app = Taking(tab, RequestSpec(body=FileBody()))
    async with app.run_test(size=(80, 12)) as pilot:
        tab.show(FileBody())
        app.query_one("#file", Input).focus()
        await pilot.press("u", "p")
        await sees(pilot, "▸ uploads/")
        await pilot.press("tab")
        await sees(pilot, "photo.png")
        await pilot.press("p")
        await sees(pilot, "▸ photo.png")
        await pilot.press("enter")
        await pilot.pause()

        assert app.spec.body == FileBody("uploads/photo.png")


async def test_a_file_of_a_part_is_completed(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    tab = BodyTab(Suggestions(tuple, root=lambda: tmp_path))
    app = Taking(tab, RequestSpec(body=MultipartBody()))
    async with app.run_test(size=(80, 12)) as pilot:
        tab.show(MultipartBody())
        await pilot.pause()
        app.query_one("#parts RowLines").focus()
        await pilot.press("a", "f", "tab", "@", "p")
        await sees(pilot, "▸ photo.png")
        await pilot.press("enter", "enter", "escape")
        await pilot.pause()

        assert app.spec.body == MultipartBody((Part("f", file="photo.png"),))


async def test_what_another_kind_wrote_can_be_undone() -> None:
    tab, app = taking(TextBody("json", '{"a": "1"}'))
    async with app.run_test(size=(80, 12)) as pilot:
        tab.show(app.spec.body, anew=True)
        area = app.query_one("#body-text", TextArea)
        area.focus()
        await pilot.press("space")
        await choose(pilot, "xml")
        await choose(pilot, "json")
        area.focus()
        await pilot.press("ctrl+z")
        await pilot.pause()

        assert app.spec.body == TextBody("json", '{"a": "1"}')


@pytest.mark.parametrize("body", [TextBody("json", "[1]"), GraphQLBody("{ me }")])
async def test_a_search_has_room_on_a_low_screen(body: BodySpec) -> None:
    tab, app = taking(body)
    async with app.run_test(size=(80, 4)) as pilot:
        tab.show(body)
        await pilot.pause()
        area = app.query_one("#body-text" if isinstance(body, TextBody) else "#graphql-query")
        area.focus()
        await pilot.press("ctrl+f", "m")
        await sees(pilot, "hit" if isinstance(body, GraphQLBody) else "no hits")
        await pilot.press("escape")
        await pilot.pause()

        assert "hit" not in screen_text(app)


async def test_another_request_gets_nothing_of_the_first() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        tab.show(TextBody("json", "[1]"), anew=True)
        tab.show(NoBody(), anew=True)
        await choose(pilot, "json")

        assert app.spec.body == TextBody("json", "")
        assert "[1]" not in screen_text(app)


async def test_the_cursor_stays_where_it_is_while_the_own_text_comes_back() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        tab.show(TextBody("text", "ac"))
        area = app.query_one("#body-text", TextArea)
        area.focus()
        await pilot.press("right", "b")
        await pilot.pause()
        tab.show(app.spec.body)

        assert app.spec.body == TextBody("text", "abc")
        assert area.cursor_location == (0, 2)


async def test_what_is_wrong_with_json_has_its_place() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        tab.show(TextBody("json", '{"a": {{age}}}'))
        await sees(pilot, "✓ JSON")
        area = app.query_one("#body-text", TextArea)
        area.focus()
        area.move_cursor(area.document.end)
        await pilot.press("x")
        await sees(pilot, "! 1:")


async def test_json_is_laid_out_by_a_key_and_that_is_undone() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        tab.show(TextBody("json", '{"a":[1,{{x}}]}'))
        app.query_one("#body-text", TextArea).focus()
        await pilot.press("alt+shift+f")
        await sees(pilot, "{{x}}\n")
        await pilot.pause()
        assert app.spec.body == TextBody("json", '{\n  "a": [\n    1,\n    {{x}}\n  ]\n}')
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.spec.body == TextBody("json", '{"a":[1,{{x}}]}')


async def test_parts_keep_what_their_row_cannot_say() -> None:
    parts = (Part("f", file="a.png", filename="b;type=c"), Part("x", "1"))
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        tab.show(MultipartBody(parts))
        await pilot.pause()
        app.query_one("#parts RowLines", RowLines).focus()
        await pilot.press("end", "up", "v", "ctrl+u", *"@b.txt;type=text/p", "tab", "enter")
        await pilot.pause()

        wanted = Part("x", file="b.txt", content_type="text/plain; charset=utf-8")
        assert app.spec.body == MultipartBody((parts[0], wanted))


async def test_a_file_and_its_type() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 8)) as pilot:
        tab.show(FileBody("a"))
        await pilot.pause()
        app.query_one("#file", Input).focus()
        await pilot.press("end", "b", "down", *"x/y")
        await pilot.pause()

        assert app.spec.body == FileBody("ab", "x/y")


async def test_a_graphql_query_its_variables_and_operation() -> None:
    tab, app = taking()
    async with app.run_test(size=(80, 12)) as pilot:
        tab.show(GraphQLBody())
        await pilot.pause()
        for name, text in (("#graphql-query", "q"), ("#graphql-variables", "7")):
            app.query_one(name, TextArea).focus()
            await pilot.press(text)
        app.query_one("#operation", Input).focus()
        await pilot.press("o")
        await pilot.pause()

        assert app.spec.body == GraphQLBody("q", "7", "o")


async def test_a_kind_that_this_version_does_not_know_is_named_and_kept() -> None:
    spec = RequestSpec(unsupported=('auth type "kerberos"', 'body type "[b]cbor"'))
    tab = BodyTab(Suggestions(tuple))
    app = Taking(tab, spec)
    async with app.run_test(size=(100, 12)) as pilot:
        tab.show(spec.body, spec.unsupported, anew=True)
        await sees(pilot, '! The file says "[b]cbor", which this version')
        assert app.changes == 0

        await choose(pilot, "json")
        assert app.spec == RequestSpec(body=TextBody("json"), unsupported=spec.unsupported[:1])
        await choose(pilot, "none")
        assert app.spec == spec
        await sees(pilot, "stays in the file")

        tab.show(NoBody(), anew=True)
        await sees(pilot, "No body is sent")


async def test_a_kind_without_a_format_says_so() -> None:
    tab, app = taking()
    async with app.run_test(size=(100, 12)) as pilot:
        tab.show(TextBody("text", "a"))
        await sees(pilot, "text is sent as it is written; JSON, XML and GraphQL can be formatted")
        tab.show(TextBody("xml", "<a/>"))
        await sees(pilot, "alt+shift+f formats it")
