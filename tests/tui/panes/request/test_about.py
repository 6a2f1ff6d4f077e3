from dataclasses import replace

import pytest
from textual import on
from textual.widgets import Input

from workbench.model import Options, RequestSpec
from workbench.tui.panes.request.about import AboutTab, seconds
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio

SPEC = RequestSpec(
    name="Users",
    description="Who is there.",
    options=Options(timeout=2.5, follow_redirects=False, read_timeout=7),
)


class Listening(Showing):
    def __init__(self) -> None:
        super().__init__(AboutTab())
        self.heard: list[RequestSpec] = []

    @on(AboutTab.Changed)
    def _hear(self, message: AboutTab.Changed) -> None:
        self.heard.append(message.spec)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.5", 2.5),
        ("1e3", 1000),
        ("", None),
        ("0", None),
        ("-1", None),
        ("inf", None),
        ("nan", None),
        ("soon", None),
    ],
)
def test_only_a_positive_number_is_a_limit(text: str, value: float | None) -> None:
    assert seconds(text) == value


async def test_a_request_is_described_without_telling_anybody() -> None:
    app = Listening()
    async with app.run_test(size=(80, 12)) as pilot:
        tab = app.query_one(AboutTab)
        tab.show(SPEC)
        await pilot.pause()

        assert app.query_one("#timeout", Input).value == "2.5"
        assert app.query_one(TabBar).active == "stop"
        assert "Who is there." in screen_text(app)
        tab.show(RequestSpec())
        await pilot.pause()
        assert app.query_one("#timeout", Input).value == ""
        assert app.query_one(TabBar).active == "inherit"
        assert app.heard == []


async def test_a_change_keeps_what_has_no_field_here() -> None:
    app = Listening()
    async with app.run_test(size=(80, 12)) as pilot:
        app.query_one(AboutTab).show(SPEC)
        app.query_one("#name", Input).focus()
        await pilot.press("end", "!")
        await pilot.pause()

        assert app.heard == [replace(SPEC, name="Users!")]


async def test_a_number_that_is_being_typed_is_left_as_it_is() -> None:
    app = Listening()
    async with app.run_test(size=(80, 12)) as pilot:
        tab = app.query_one(AboutTab)
        tab.show(RequestSpec())
        app.query_one("#timeout", Input).focus()
        for key in "0.50":
            await pilot.press("full_stop" if key == "." else key)
            await pilot.pause()
            tab.show(app.heard[-1])  # as the screen does with each edit

        assert app.query_one("#timeout", Input).value == "0.50"
        assert app.heard[-1].options.timeout == 0.5
