import pytest

from tests.bodies.viewing import KINDS
from workbench.tui.panes.response.places import (
    MOST_VALUE,
    Place,
    node_at,
    place_line,
    token_at,
    value_of,
)

from ...widgets.test_body_view import Body, viewer

pytestmark = pytest.mark.anyio

JWT = b"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln"
DATA = b'{"page": 1, "items": [{"id": 7, "tags": ["a", "b"]}]}'


async def test_the_node_of_a_row_has_its_path_and_bytes() -> None:
    body = Body(DATA)
    async with viewer(body, "json") as (_, view, _):
        node = node_at(view, body, 4)
        assert node is not None
        assert value_of(node, body).path == "$.items[0].id"
        assert value_of(node, body).raw == b"7"
        tags = node_at(view, body, 5)
        assert tags is not None
        assert value_of(tags, body)[2:] == (2, b'["a", "b"]')


async def test_text_has_no_nodes_and_a_huge_value_no_bytes() -> None:
    body = Body(b'["' + b"x" * (MOST_VALUE + 1) + b'"]')
    async with viewer(body, "json") as (_, view, app):
        await app.workers.wait_for_complete()
        view.grow()
        node = node_at(view, body, 1)
        assert node is not None
        assert value_of(node, body).raw is None
        view.show(Body(b"text"), KINDS["text"])
        assert node_at(view, body, 0) is None


async def test_the_line_tells_row_path_and_mode_in_the_width_there_is() -> None:
    body = Body(DATA)
    async with viewer(body, "json") as (_, view, _):
        view.go_to(4)
        line = place_line(view, Place("$.items[0].id"), "hit 1/2", 60).plain
        assert line.startswith("5/12  $.items[0].id")
        assert line.endswith("hit 1/2  pretty")
        assert len(line) == 60
        narrow = place_line(view, Place("$.a_long_way.to.items[0].id"), "", 30).plain
        assert narrow.startswith("5/12  …")
        assert "items[0].id  pretty" in narrow
        view.set_mode("hex")
        view.follow = True
        assert "byte 0" in place_line(view, Place(end=16), "", 60).plain
        assert "hex  ▼ follow" in place_line(view, Place(""), "", 60).plain
        view.clear()
        assert place_line(view, Place(""), "", 60).plain == ""


async def test_a_token_in_a_string_is_found() -> None:
    body = Body(b'{"a": "Bearer ' + JWT + b'", "b": "eyJ.eyJ", "c": 1}')
    async with viewer(body, "json") as (_, view, _):
        found = [token_at(view, body, row) for row in range(4)]
        assert found == [None, ("$.a", JWT), None, None]
