import pytest
from textual import on

from workbench.tui.widgets.tab_bar import TabBar

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Listening(Showing):
    names: list[str]

    def on_mount(self) -> None:
        self.names = []

    @on(TabBar.Activated)
    def _remember(self, event: TabBar.Activated) -> None:
        self.names.append(event.name)


async def test_arrows_change_the_tab_and_stop_at_the_ends() -> None:
    bar = TabBar(("One", "Two", "Three"))
    app = Listening(bar)
    async with app.run_test() as pilot:
        bar.focus()
        await pilot.press("left", "right", "right", "right", "home", "end")
        await pilot.pause()

        assert bar.active == "Three"
        assert app.names == ["Two", "Three", "One", "Three"]


async def test_a_click_activates_the_tab_under_it_badges_counted() -> None:
    bar = TabBar(("One", "Two"))
    app = Listening(bar)
    async with app.run_test() as pilot:
        bar.set_badge("One", "12")
        await pilot.pause()
        await pilot.click(bar, offset=(9, 0))
        await pilot.pause()

        assert bar.active == "Two"
        assert " One 12  Two" in screen_text(app)


async def test_setting_the_active_tab_tells_nobody() -> None:
    bar = TabBar(("One", "Two"))
    app = Listening(bar)
    async with app.run_test() as pilot:
        bar.active = "Two"
        await pilot.pause()

        assert app.names == []


async def test_an_empty_badge_is_no_badge() -> None:
    bar = TabBar(("One", "Two"))
    app = Showing(bar)
    async with app.run_test() as pilot:
        bar.set_badge("One", "12")
        bar.set_badge("One", "")
        await pilot.pause()

        assert "12" not in screen_text(app)


async def test_where_not_all_fit_whole_tabs_around_the_active_one_are_drawn() -> None:
    bar = TabBar(("First", "Second", "Third", "Fourth"))
    bar.set_badge("Third", "12")
    app = Showing(bar)
    async with app.run_test(size=(24, 3)) as pilot:
        bar.focus()
        await pilot.pause()
        assert screen_text(app).splitlines()[0] == " First  Second ›"

        await pilot.press("right", "right")
        await pilot.pause()
        assert screen_text(app).splitlines()[0] == "‹ Second  Third 12 ›"
        await pilot.click(bar, offset=(19, 0))
        await pilot.pause()
        assert bar.active == "Fourth"
        assert screen_text(app).splitlines()[0] == "‹ Third 12  Fourth"

        await pilot.click(bar, offset=(0, 0))
        await pilot.pause()
        assert bar.active == "Second"


async def test_other_tabs_can_be_offered() -> None:
    bar = TabBar(("One", "Two"))
    assert not bar.offer(("One", "Two"))
    assert not bar.offer(("One", "More", "Two"))
    bar.set_reactive(TabBar.active, "More")
    assert bar.offer(("One", "Two"))
    assert bar.active == "One"
