from pathlib import Path

import pytest
from textual.widget import Widget

from workbench.tui.screens.environments.pick import PickEnvironment
from workbench.tui.stylesheet import LazyStylesheet
from workbench.tui.widgets.top_bar import TopBar

from ...shops import desk, write_shop

pytestmark = pytest.mark.anyio


async def test_another_environment_gives_names_other_values(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.sees("→ http://127.0.0.1:1/users")
        await here.press("f3", *"other", "enter")
        await here.sees("→ http://127.0.0.1:2/users", "other")


async def test_a_pane_can_have_the_whole_screen(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+l", "f6")
        assert here.main.query_one("#request").size.height > 30
        assert not here.tree.display
        await here.press("f6")
        assert here.tree.display


async def test_the_tree_can_have_the_whole_screen_too(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        here.tree.focus()
        await here.press("f6")
        assert here.tree.region.width == 120
        await here.press("f6")
        assert here.tree.region.width < 60


async def test_the_whole_screen_goes_to_the_pane_that_is_gone_to(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+t", "f6", "ctrl+l")
        assert here.main.query_one("#request").region.width == 120
        await here.press("ctrl+t")
        assert here.tree.region.width == 120
        await here.press("f6")
        assert here.tree.region.width < 60
        assert here.main.query_one("#request").display


async def test_a_click_on_the_environment_offers_the_others(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.pilot.click(TopBar, offset=(60, 0))
        assert here.app.screen is here.main
        await here.pilot.click(TopBar, offset=(116, 0))
        await here.until(lambda: isinstance(here.app.screen, PickEnvironment))


async def test_a_zoom_styles_the_screen_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        styled: list[Widget] = []
        apply = LazyStylesheet.apply

        def noted(sheet: LazyStylesheet, node: Widget, **options: object) -> None:
            if node is here.tree:
                styled.append(node)
            apply(sheet, node, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(LazyStylesheet, "apply", noted)
        await here.main.run_action("command('layout')")
        assert len(styled) == 1
        await here.main.run_action("command('zoom')")
        assert len(styled) == 2
        await here.main.run_action("command('zoom')")
        assert len(styled) == 3
