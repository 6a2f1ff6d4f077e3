import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.bodies.viewing import KINDS
from workbench.errors import WorkbenchError
from workbench.tui.panes.response.body import BodyPane

from ...widgets.apps import Showing, screen_text
from ...widgets.test_body_view import Body

pytestmark = pytest.mark.anyio

ITEMS = json.dumps({"list": [{"id": n, "name": f"item {n}"} for n in range(500)]}).encode()


class Here:
    """A body on a screen."""

    def __init__(self, pane: BodyPane, app: Showing, pilot: Any) -> None:
        self.pane, self.app, self.pilot = pane, app, pilot

    async def sees(self, *texts: str) -> None:
        for _ in range(400):
            await self.pilot.pause(0.005)
            if all(text in screen_text(self.app) for text in texts):
                return
        raise AssertionError(screen_text(self.app))


@asynccontextmanager
async def showing(body: Body, kind: str = "json", *, whole: bool = True) -> AsyncIterator[Here]:
    pane = BodyPane()
    app = Showing(pane)
    async with app.run_test(size=(70, 14)) as pilot:
        await pilot.pause()
        pane.show(body, KINDS[kind], body)
        pane.grow(whole=whole)
        app.set_focus(pane.view)
        yield Here(pane, app, pilot)


async def test_the_path_of_the_cursor_is_told_as_it_moves() -> None:
    async with showing(Body(ITEMS)) as here:
        await here.sees("1/2,004  $ ")
        await here.pilot.press("down", "down", "down")
        await here.sees("4/2,004  $.list[0].id")
        await here.pilot.press("end", "up", "up", "up")
        await here.sees("$.list[499].name")
        assert (await here.pane.value()).raw == b'"item 499"'


async def test_the_body_is_drawn_in_turn_pretty_raw_and_hex_at_the_same_place() -> None:
    async with showing(Body(json.dumps(json.loads(ITEMS), indent=1).encode())) as here:
        here.pane.view.go_to(100)  # a line of its own in this layout as well
        await here.sees("$.list[24].name")
        assert here.pane.view.cursor == 100
        for mode in ("raw", "hex", "pretty"):
            await here.pane.next_mode()
            await here.sees(mode)
        await here.sees("$.list[24].")  # a line of hex may begin in the line before
        with pytest.raises(WorkbenchError, match="only raw text wraps"):
            await here.pane.wrap()
        await here.pane.next_mode()
        await here.pane.wrap()
        await here.sees("raw wrapped")
        with pytest.raises(WorkbenchError, match="on no JSON value"):
            await here.pane.value()


@pytest.mark.parametrize(
    ("text", "row"), [("120", 119), ("1,000", 999), ("50%", 1002), ("0x", None), ("@x", None)]
)
async def test_places_can_be_gone_to(text: str, row: int | None) -> None:
    async with showing(Body(ITEMS)) as here:
        if row is None:
            with pytest.raises(WorkbenchError, match="is no place"):
                await here.pane.go_to(text)
        else:
            await here.pane.go_to(text)
            assert here.pane.view.cursor == row


async def test_the_end_is_followed_on_request() -> None:
    body = Body(b"\n".join(b"%d" % n for n in range(100)))
    async with showing(body, "text", whole=False) as here:
        here.pane.follow()
        await here.sees("▼ follow", "99")
        body.data += b"\nthe last"
        here.pane.grow(whole=False)
        await here.sees("the last")
        here.pane.follow()
        await here.pilot.pause()
        assert "follow" not in screen_text(here.app)


async def test_the_rows_of_what_is_decoded_late_are_counted() -> None:
    async with showing(Body(b"a=1&b=2&c=3"), "form") as here:
        await here.sees("c  3", "1/3", "fields")


async def test_a_filter_and_a_search_are_told_apart_by_a_mark() -> None:
    async with showing(Body(b'{"a": [1, 2]}')) as here:
        assert "| " not in screen_text(here.app)
        here.pane.see_through("$.a")
        await here.pane.finder.open()
        here.pane.finder.value = "2"
        await here.sees("| $.a", "/ 2")
        here.pane.see_all()
        here.pane.finder.close()
        await here.pilot.pause()
        assert "| $.a" not in screen_text(here.app)
        assert "/ 2" not in screen_text(here.app)
