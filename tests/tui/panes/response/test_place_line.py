import pytest

from workbench.tui.panes.response.place_line import PlaceLine, line_of
from workbench.tui.panes.response.places import Place

from ...widgets.test_body_view import Body, viewer

pytestmark = pytest.mark.anyio

DATA = b'{"page": 1, "items": [{"id": 7, "tags": ["a", "b"]}]}'


async def test_the_line_tells_row_path_and_mode_in_the_width_there_is() -> None:
    body = Body(DATA)
    async with viewer(body, "json") as (_, view, _):
        view.go_to(4)
        line = line_of(view, Place("$.items[0].id"), "hit 1/2", 60).plain
        assert line.startswith("5/12  $.items[0].id")
        assert line.endswith("hit 1/2  pretty")
        assert len(line) == 60
        narrow = line_of(view, Place("$.a_long_way.to.items[0].id"), "", 30).plain
        assert narrow.startswith("5/12  …")
        assert "items[0].id  pretty" in narrow
        view.set_mode("hex")
        view.follow = True
        assert "byte 0" in line_of(view, Place(end=16), "", 60).plain
        assert "hex  ▼ follow" in line_of(view, Place(""), "", 60).plain
        view.clear()
        assert line_of(view, Place(""), "", 60).plain == ""


async def test_only_the_place_that_was_asked_for_last_is_told() -> None:
    body = Body(DATA)
    async with viewer(body, "json") as (pilot, view, app):
        line = PlaceLine()
        await app.mount(line)
        for row in (1, 4):
            view.go_to(row)
            line.locate(view, body, None)
            line.tell(view, "")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "$.items[0].id" in str(line.render())

        line.locate(view, body, None)
        line.forget()
        line.tell(view, "")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "$.items" not in str(line.render())
