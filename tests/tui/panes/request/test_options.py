import pytest
from textual.widgets import Input

from workbench.model import Options, RequestSpec
from workbench.tui.panes.request.options import OptionsTab
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import screen_text
from .changes import Taking

pytestmark = pytest.mark.anyio
OUTER: dict[str, tuple[object, str]] = {
    "timeout": (9.0, "collection.toml"), "verify": (False, "users/folder.toml"),
}  # fmt: skip


async def test_what_is_inherited_stands_where_nothing_is_typed() -> None:
    tab = OptionsTab()
    app = Taking(tab, RequestSpec(options=Options(proxy="http://p")))
    async with app.run_test(size=(90, 24)) as pilot:
        tab.show_options(app.spec.options, OUTER, anew=True)
        await pilot.pause()

        assert "9, from collection.toml" in screen_text(app)
        assert "do not, from users/folder.toml" in screen_text(app)
        assert "http://p" in screen_text(app)
        assert app.changes == 0


async def test_a_change_keeps_the_other_options() -> None:
    tab = OptionsTab()
    app = Taking(tab, RequestSpec(options=Options(proxy="http://p")))
    async with app.run_test(size=(90, 24)) as pilot:
        tab.show_options(app.spec.options, OUTER, anew=True)
        app.query_one("#timeout", Input).focus()
        await pilot.press(*"2.5")
        app.query_one("#follow_redirects", TabBar).choose("stop")
        await pilot.pause()

        assert app.spec.options == Options(2.5, follow_redirects=False, proxy="http://p")


async def test_what_is_no_number_is_named_and_stays_as_it_is_typed() -> None:
    tab = OptionsTab()
    app = Taking(tab)
    async with app.run_test(size=(90, 24)) as pilot:
        tab.show_options(app.spec.options, {}, anew=True)
        app.query_one("#timeout", Input).focus()
        await pilot.press(*"soon")
        await pilot.pause()
        tab.show_options(app.spec.options, {}, anew=False)
        await pilot.pause()

        assert "! a number of seconds, please" in screen_text(app)
        assert app.query_one("#timeout", Input).value == "soon"
        tab.show_options(app.spec.options, {}, anew=True)
        assert app.query_one("#timeout", Input).value == ""
