import asyncio

import pytest
from textual.widgets import Input, TextArea

from workbench.model import RequestSpec
from workbench.tui.panes.request.info import InfoTab, read_tags
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import screen_text
from .changes import Taking

pytestmark = pytest.mark.anyio
SPEC = RequestSpec(
    name="Users", tags=("smoke", "slow"), description="Who is *there*.", method="PUT"
)


@pytest.mark.parametrize(
    ("text", "tags"), [("", ()), ("a, b ,,a", ("a", "b")), (" slow ", ("slow",))]
)
def test_tags_are_separated_by_commas(text: str, tags: tuple[str, ...]) -> None:
    assert read_tags(text) == tags


async def test_name_tags_and_description_are_edited_and_nothing_else() -> None:
    tab = InfoTab()
    app = Taking(tab, SPEC)
    async with app.run_test(size=(80, 12)) as pilot:
        tab.show(SPEC, anew=True)
        app.query_one("#name", Input).focus()
        await pilot.press("end", "!", "tab", "end", *", new", "tab")
        app.query_one(TextArea).focus()
        await pilot.press("ctrl+end", "x")
        await pilot.pause()

        assert (app.spec.name, app.spec.tags) == ("Users!", ("smoke", "slow", "new"))
        assert app.spec.description == "xWho is *there*."
        assert app.spec.method == "PUT"


async def test_showing_tells_nobody_and_typing_is_left_as_it_is() -> None:
    tab = InfoTab()
    app = Taking(tab, SPEC)
    async with app.run_test(size=(80, 12)) as pilot:
        tab.show(SPEC, anew=True)
        await pilot.pause()
        assert app.changes == 0
        app.query_one("#tags", Input).focus()
        await pilot.press("end", ",")
        await pilot.pause()
        tab.show(app.spec)

        assert app.query_one("#tags", Input).value == "smoke, slow,"


async def test_the_description_is_read_as_markdown_and_never_as_markup() -> None:
    tab = InfoTab()
    app = Taking(tab)
    async with app.run_test(size=(80, 20)) as pilot:
        tab.show(RequestSpec(description="# Title\n\n- one [b]x[/b] `c`"), anew=True)
        app.query_one("#description-view", TabBar).choose("Read")

        async with asyncio.timeout(40):
            while "• one [b]x[/b] c" not in screen_text(app):
                await pilot.pause(0.01)
        assert "# Title" not in screen_text(app)
