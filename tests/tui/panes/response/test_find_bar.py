import pytest

from tests.bodies.viewing import KINDS
from workbench.errors import WorkbenchError
from workbench.tui.panes.response.find_bar import FindBar

from ...widgets.apps import screen_text
from ...widgets.test_body_view import Body
from .test_body import ITEMS, showing

pytestmark = pytest.mark.anyio


async def test_a_search_counts_all_and_goes_from_hit_to_hit() -> None:
    async with showing(Body(ITEMS)) as here:
        await here.pane.finder.open()
        await here.pilot.press(*"item 49")
        await here.sees("hit 1/11", "$.list[49].name")
        await here.pilot.press("enter")
        assert here.app.focused is here.pane.view
        await here.pane.finder.step(1)
        await here.sees("hit 2/11", "$.list[490].name")
        await here.pane.finder.step(-1)
        await here.pane.finder.step(-1)
        await here.sees("hit 11/11", "$.list[499].name")

        await here.pane.finder.open()
        await here.pilot.press("down")
        await here.sees("hit 1/11")
        await here.pilot.press("escape")
        assert "hit" not in screen_text(here.app)
        with pytest.raises(WorkbenchError, match="nothing is searched for"):
            await here.pane.finder.step(1)


async def test_nothing_found_and_a_bad_pattern_are_told() -> None:
    async with showing(Body(ITEMS)) as here:
        await here.pane.finder.open()
        await here.pilot.press(*"nowhere")
        await here.sees("no hits")
        here.app.query_one(FindBar).value = "/(/"
        await here.sees('the pattern "(" cannot be read')


async def test_what_arrives_later_is_searched_as_well() -> None:
    body = Body(b"one\n")
    async with showing(body, "text", whole=False) as here:
        await here.pane.finder.open()
        await here.pilot.press(*"one")
        await here.sees("so far")
        body.data += b"one\none\n"
        here.pane.grow(whole=True)
        await here.sees("hit 1/3")
        assert "so far" not in screen_text(here.app)


async def test_a_search_goes_on_in_the_next_body() -> None:
    async with showing(Body(ITEMS)) as here:
        await here.pane.finder.open()
        await here.pilot.press(*"item", "enter")
        await here.sees("/500")
        here.pane.show(Body(b"no item, one item"), KINDS["text"], Body(b"no item, one item"))
        here.pane.grow(whole=True)
        await here.sees("hit 1/2")
        here.pane.clear()
        await here.pilot.pause()
        assert "hit" not in screen_text(here.app)


async def test_only_rows_with_hits_are_shown_until_the_search_ends() -> None:
    async with showing(Body(ITEMS)) as here:
        with pytest.raises(WorkbenchError, match="nothing is searched for"):
            here.pane.filter()
        await here.pane.finder.open()
        await here.pilot.press(*"item 49", "enter")
        here.pane.filter()
        await here.sees("11 rows of it", "201/2,004", "$.list[49].name")
        here.pane.filter()
        await here.sees("/2,004", '"id": 49')
        here.pane.filter()
        here.pane.finder.close()
        assert not here.pane.view.filtered
