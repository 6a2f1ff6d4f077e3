import pytest

from tests.bodies.viewing import KINDS
from workbench.tui.panes.response.places import (
    MOST_VALUE,
    node_at,
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


async def test_a_token_in_a_string_is_found() -> None:
    body = Body(b'{"a": "Bearer ' + JWT + b'", "b": "eyJ.eyJ", "c": 1}')
    async with viewer(body, "json") as (_, view, _):
        found = [token_at(view, body, row) for row in range(4)]
        assert found == [None, ("$.a", JWT), None, None]
