from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.screen import Screen

from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.opening import OpeningScreen

from ..shops import desk, write_shop
from ..widgets.apps import screen_text

pytestmark = pytest.mark.anyio

PANES = ("#tree", "#request", "#response")


def opening(root: Path) -> WorkbenchApp:
    """Return an app that shows the first frame and goes no further."""
    app = WorkbenchApp(root, is_collection=True)
    app._early.kept = False
    return app


def places(screen: Screen[Any]) -> list[Region]:
    return [screen.query_one(pane).region for pane in PANES]


async def test_the_first_frame_has_the_shape_of_the_main_screen(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    app = opening(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, OpeningScreen)
        assert "─ shop ─" in screen_text(app)
        assert "─ Request ─" in screen_text(app)
        first = places(app.screen)

    async with desk(root) as here:
        assert places(here.main) == first


async def test_the_name_of_a_directory_is_one_line_and_no_markup(tmp_path: Path) -> None:
    app = opening(tmp_path / "[@click=app.quit]x\ny")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

        assert "[@click=app.quit]x␊y" in screen_text(app)
