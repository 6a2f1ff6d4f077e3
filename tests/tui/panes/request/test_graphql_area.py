import asyncio

import pytest

from tests.graphql.samples import SCHEMA
from workbench.tui.panes.request.graphql_area import SMALL, GraphQLArea, KnownSchema, schema_note
from workbench.tui.widgets.completion import Offer, list_of

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio

KNOWN = KnownSchema(SCHEMA, 0.0)


def editing(text: str, known: KnownSchema | None = KNOWN) -> tuple[GraphQLArea, Showing]:
    area = GraphQLArea()
    area.load_text(text)
    area.known = known
    return area, Showing(area)


def offered(app: Showing) -> list[str]:
    found = list_of(app.screen)
    offer: Offer | None = found.offer if found is not None else None
    return [each.text for each in offer.suggestions] if offer is not None else []


async def test_fields_are_suggested_while_one_types_also_over_lines() -> None:
    area, app = editing("query {\r\n  user(id: 1) {\r\n    \r\n  }\r\n}")
    async with app.run_test(size=(80, 20)) as pilot:
        area.focus()
        area.move_cursor((2, 4))
        await pilot.press("n")
        await pilot.pause()
        assert offered(app) == ["name"]
        await pilot.press("enter")
        assert area.document.get_line(2) == "    name"

        await pilot.press("space")
        assert offered(app) == []
        await pilot.press("ctrl+@")
        await pilot.pause()
        assert offered(app)[:3] == ["id", "name", "friends"]


async def test_arguments_and_values_are_suggested() -> None:
    area, app = editing("{ user() }")
    async with app.run_test(size=(80, 20)) as pilot:
        area.focus()
        area.move_cursor((0, 7))
        await pilot.press("r", "tab", "g")
        await pilot.pause()
        assert offered(app) == ["GUEST"]
        await pilot.press("tab")

        assert area.text == "{ user(role: GUEST) }"


async def test_without_a_schema_templates_are_suggested_only() -> None:
    area, app = editing("{ }", None)
    async with app.run_test(size=(80, 20)) as pilot:
        area.focus()
        area.move_cursor((0, 2))
        await pilot.press("u", "ctrl+@")
        await pilot.pause()

        assert offered(app) == []
        assert area.faults == ()


async def test_what_the_schema_does_not_know_is_marked_and_named() -> None:
    area, app = editing("{\n  user { nmae ids }\n}")
    async with app.run_test(size=(80, 20)) as pilot:
        area.focus()
        await pilot.pause()
        assert [(span.start, span.end) for span in area.more_spans(1)] == [(9, 13), (14, 17)]
        assert list(area.more_spans(0)) == []
        said, is_fault = schema_note(area, "alt+g")
        assert said == '! 2:10 User has no field "nmae" · did you mean "name"? · 1 more'
        assert is_fault

        area.load_text("{ user { name } }")
        said, is_fault = schema_note(area, "alt+g")
        assert said.startswith("✓ schema of 10 types, told ")
        assert not is_fault
        area.known = None
        assert schema_note(area, "alt+g")[0] == "no schema yet · alt+g asks the server for it"


async def test_a_large_query_is_held_against_the_schema_when_the_typing_pauses() -> None:
    area, app = editing("{ " + "nobody " * 2 * SMALL + "}")
    async with app.run_test(size=(80, 20)) as pilot:
        assert [*area.faults] == []
        area.load_text("{ nobody " + "user " * SMALL + "}")
        async with asyncio.timeout(20):
            while not area.faults:
                await pilot.pause(0.01)
        assert [fault.start for fault in area.faults] == [2]
        area.focus()
        area.move_cursor((0, 2))
        await pilot.press("u")
        async with asyncio.timeout(20):
            while not offered(app):
                await pilot.pause(0.01)
        assert {fault.what for fault in area.faults} <= {'Query has no field "unobody"'}
        area.load_text("{ " + "nobody " * 10_000 + "}")
        await app.workers.wait_for_complete()
        assert [*area.faults] == []
