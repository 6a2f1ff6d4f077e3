import json

import pytest

from workbench.errors import WorkbenchError

from ...widgets.apps import screen_text
from ...widgets.test_body_view import Body
from .test_body import ITEMS, showing

pytestmark = pytest.mark.anyio


async def test_what_a_path_finds_takes_the_place_of_the_body_and_knows_where_it_was() -> None:
    async with showing(Body(ITEMS)) as here:
        here.pane.view.go_to(5)
        here.pane.see_through("$.list[?@.id > 497].name")
        await here.sees('"item 498"', '"item 499"', "2 found", "$.list[?@.id > 497].name")
        await here.pilot.press("down", "down")
        await here.sees("$.list[499].name")
        assert (await here.pane.value()).path == "$.list[499].name"
        assert (await here.pane.value()).raw == b'"item 499"'

        await here.pilot.press("escape")
        await here.sees("$.list[0]  ", "6/2,004")
        assert "found" not in screen_text(here.app)
        assert here.app.focused is here.pane.view


async def test_what_a_command_prints_is_shown_as_what_it_is() -> None:
    async with showing(Body(ITEMS)) as here:
        here.pane.see_through("tr '[:lower:]' '[:upper:]'; echo oops >&2; exit 3")
        await here.sees('"LIST"', "exit code 3: oops", "pretty")
        assert here.pane.view.kind.name == "JSON"
        assert (await here.pane.value()).path == ""
        here.pane.see_through("grep -o 'item 42[0-9]'")
        await here.sees("item 429", "raw", "exit code 0")


async def test_how_a_filter_ended_is_told_when_what_it_made_is_shown() -> None:
    async with showing(Body(ITEMS)) as here:
        results = here.pane.results
        assert results._looks is not None
        results._looks.stop()  # as between two frames
        here.pane.see_through("grep -o 'item 42[0-9]'")
        through = results.through
        assert through is not None
        while through.running:
            await here.pilot.pause(0.001)
        here.pane.view.go_to(0)
        await here.pilot.pause()
        assert (results.rows_total, results.words) == (0, "")

        results._look()
        await here.sees("item 429", "exit code 0")


async def test_what_comes_to_nothing_says_so() -> None:
    async with showing(Body(ITEMS)) as here:
        here.pane.see_through("$.nope")
        await here.sees("nothing found; escape shows the body")
        here.pane.see_through("grep nothing-like-it")
        await here.sees("exit code 1")
        with pytest.raises(WorkbenchError, match="is not a JSONPath"):
            here.pane.see_through("$.[")


async def test_a_filter_sees_what_arrives_later_and_can_be_searched() -> None:
    body = Body(ITEMS[:1000])
    async with showing(body, whole=False) as here:
        here.pane.see_through("$.list[*].name")
        await here.sees("so far", '"item 0"')
        body.data += ITEMS[1000:]
        here.pane.grow(whole=True)
        await here.sees("500 found")
        await here.pane.finder.open()
        await here.pilot.press(*"item 49", "enter")
        await here.sees("hit 1/11", "$.list[49].name")


async def test_secrets_stay_hidden_from_filters_until_they_are_shown() -> None:
    body, shown = Body(b'{"key": "hunter2"}'), Body(b'{"key": "*******"}')
    async with showing(Body(b"{}")) as here:
        from tests.bodies.viewing import KINDS

        here.pane.show(body, KINDS["json"], shown)
        here.pane.grow(whole=True)
        here.pane.see_through("cat")
        await here.sees("*******")
        assert "hunter2" not in screen_text(here.app)
        shown.data = body.data
        here.pane.redraw()
        await here.sees("hunter2")


async def test_another_body_is_seen_as_it_is() -> None:
    async with showing(Body(ITEMS)) as here:
        here.pane.see_through("sleep 1000")
        through = here.pane.results.through
        assert through is not None
        here.pane.clear()
        assert through.stopped
        assert not here.pane.filtered
        assert json.loads(ITEMS)


async def test_a_body_that_was_left_is_seen_through_its_filter_again() -> None:
    async with showing(Body(ITEMS)) as here:
        here.pane.see_through("$.list[7].name")
        await here.sees("1 found")
        left = here.pane.leave()
        await here.pilot.pause()
        assert "found" not in screen_text(here.app)
        here.pane.come_back(left)
        here.pane.grow(whole=True)
        await here.sees('"item 7"', "1 found")
        await here.pilot.press("escape")
        await here.sees("1/2,004")
