import asyncio
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.screen import Screen
from textual.strip import Strip

from workbench.tui import turns
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.stylesheet import LazyStylesheet
from workbench.tui.turns import LONG, Turns

from .shops import desk, write_shop

pytestmark = pytest.mark.anyio


class Ticks:
    """Counts the turns of the loop."""

    count = 0

    async def go(self) -> None:
        while True:
            await asyncio.sleep(0)
            self.count += 1


async def test_others_have_a_turn_once_the_work_takes_long() -> None:
    now, ticks = [0.0], Ticks()
    other = asyncio.create_task(ticks.go())
    await asyncio.sleep(0)
    ours = Turns(lambda: now[0])

    now[0] = LONG / 2
    await ours.pause()
    assert ticks.count == 0

    now[0] = LONG
    await ours.pause()
    assert ticks.count == 1

    now[0] = LONG * 1.5  # the next turn has only just begun
    await ours.pause()
    assert ticks.count == 1
    other.cancel()
    with suppress(asyncio.CancelledError):
        await other


async def test_a_change_of_theme_styles_in_turns_and_draws_before_the_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONG", 0.0)
    ticks, styled, drawn, framed = Ticks(), Counter[int](), list[int](), list[int]()
    apply, draw, frame = (
        LazyStylesheet.apply, CollectionTree.render_line, Screen._compositor_refresh
    )  # fmt: skip

    def applying(sheet: LazyStylesheet, node: DOMNode, **options: object) -> None:
        if node in nodes:
            styled[ticks.count] += 1
        apply(sheet, node, **options)  # type: ignore[arg-type]

    def drawing(tree: CollectionTree, y: int) -> Strip:
        drawn.append(ticks.count)
        return draw(tree, y)

    def framing(screen: Screen[object]) -> None:
        framed.append(ticks.count)
        frame(screen)

    async with desk(write_shop(tmp_path)) as here:
        nodes = set(here.main.walk_children())
        other = asyncio.create_task(ticks.go())
        monkeypatch.setattr(LazyStylesheet, "apply", applying)
        monkeypatch.setattr(CollectionTree, "render_line", drawing)
        monkeypatch.setattr(Screen, "_compositor_refresh", framing)
        here.app.theme = "paper"
        await here.until(lambda: bool(framed))
        other.cancel()

    assert max(styled.values()) < 4 < len(styled)
    assert len(set(drawn)) == 1
    assert min(framed) > drawn[0]
