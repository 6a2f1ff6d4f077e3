import asyncio
from pathlib import Path

import pytest
from textual import events
from textual._compositor import Compositor
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui import turns
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.screens.main import MainScreen
from workbench.tui.screens.paced import PacedScreen

from ..shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio

WIDE = Size(200, 50)


class Poke(events.Event, bubble=False):
    """Something that a screen reacts to."""


async def resize(here: Desk, size: Size) -> None:
    """Have the terminal take a size, and wait until the screen has it, too."""
    await here.pilot.resize_terminal(*size)
    await here.until(lambda: here.main.outer_size == size)
    await here.pilot.pause()


async def test_a_size_is_laid_out_with_its_classes_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts: list[tuple[Size, bool]] = []
    reflow = Compositor.reflow

    def noted(compositor: Compositor, parent: Widget, size: Size) -> object:
        if isinstance(parent, MainScreen):
            layouts.append((size, parent.has_class("-broad")))
        return reflow(compositor, parent, size)

    async with desk(write_shop(tmp_path)) as here:
        monkeypatch.setattr(Compositor, "reflow", noted)
        await resize(here, WIDE)
        assert here.tree.region.bottom == WIDE.height - 1

    assert (WIDE, True) in layouts
    assert (WIDE, False) not in layouts


async def test_a_size_is_drawn_before_its_first_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONG", 0.0)
    happened: list[str] = []
    draw, frame = CollectionTree.render_line, Screen._compositor_refresh

    def drawing(tree: CollectionTree, y: int) -> Strip:
        if tree.outer_size.height == WIDE.height - 2:
            happened.append("drawn")
        return draw(tree, y)

    def framing(screen: Screen[object]) -> None:
        if isinstance(screen, MainScreen) and screen.outer_size == WIDE:
            happened.append("frame")
        frame(screen)
        happened.append("shown")

    async with desk(write_shop(tmp_path)) as here:
        monkeypatch.setattr(CollectionTree, "render_line", drawing)
        monkeypatch.setattr(Screen, "_compositor_refresh", framing)
        await resize(here, WIDE)

    first = happened.index("frame")
    assert happened[:first].count("drawn") >= WIDE.height - 4
    assert happened[first + 1] == "shown"


async def test_others_go_on_between_two_events() -> None:
    happened: list[str] = []

    class Poked(PacedScreen[None]):
        def on_poke(self) -> None:
            happened.append("event")
            asyncio.get_running_loop().call_soon(happened.append, "other")

    app = App[None]()
    async with app.run_test() as pilot:
        await app.push_screen(Poked())
        for _ in range(2):
            app.screen.post_message(Poke())
        await pilot.pause()

    assert happened == ["event", "other", "event", "other"]


@pytest.mark.parametrize("width", [0, 79, 80, 99, 100, 179, 180, 400])
@pytest.mark.parametrize("height", [0, 31, 32, 99])
async def test_the_classes_of_a_size_are_those_that_textual_gives(width: int, height: int) -> None:
    class Broken(PacedScreen[None]):
        HORIZONTAL_BREAKPOINTS = [(100, "-wide"), (80, "-narrow")]  # noqa: RUF012 - as in Textual
        VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012

    async with App[None]().run_test():
        screen = Broken()
        shape = screen.shape(Size(width, height))
        expected = screen._get_breakpoint_classes(width, Broken.HORIZONTAL_BREAKPOINTS)
        expected |= screen._get_breakpoint_classes(height, Broken.VERTICAL_BREAKPOINTS)

    assert {name for name, is_on in shape.items() if is_on} == expected
    assert set(shape) == {"-wide", "-narrow", "-low", "-tall"}
