"""The request pane in states that look the same at every run."""

import base64
import json
from dataclasses import replace

from textual.pilot import Pilot

from tests.graphql.samples import SCHEMA
from workbench.engine.tokens import KnownToken
from workbench.model import (
    BodySpec,
    Captured,
    Check,
    Checks,
    GraphQLBody,
    OAuth2Auth,
    RequestSpec,
    Row,
    TextBody,
    Verdict,
)
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.graphql_area import KnownSchema
from workbench.tui.panes.request.token_view import TokenView
from workbench.tui.screens.main import MainScreen
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.tab_bar import TabBar

from .scenes import answered, opened, until

JSON = """{
  "name": "Ada {{last}}",
  "age": {{age}},
  "tags": ["a", "b\\n", 1.5e3, true, null],
  "漢字 🙂": {"x": [1, {"y": "z"}]},
  oops: 1
}"""
QUERY = """# who
query Find($id: ID!) {
  user(id: $id, role: ADMIN) { nmae friends(first: 3) { id } }
}"""


async def shown(
    main: MainScreen, pilot: Pilot[None], tab: str, inside: str, **changes: object
) -> None:
    """Open a request that is edited, on one of its tabs, once there is something inside."""
    await opened(main, pilot)
    spec = main.state.spec or RequestSpec()
    main.state = main.state.editing("users/list", replace(spec, **changes))  # type: ignore[arg-type]
    main.show()
    main.query_one("#request-tabs", TabBar).choose(tab)
    await until(pilot, lambda: bool(main.query(inside)))
    await pilot.pause(0.1)


async def _edited(main: MainScreen, pilot: Pilot[None], body: BodySpec, area: str) -> CodeArea:
    await shown(main, pilot, "Body", area, body=body)
    found = main.query_one(area, CodeArea)
    main.set_focus(found)
    found.cursor_blink = False
    await pilot.pause()
    return found


async def body(main: MainScreen, pilot: Pilot[None]) -> None:
    """A body with numbers, colours, what is wrong, and a search that replaces."""
    area = await _edited(main, pilot, TextBody("json", JSON), "#body-text")
    area.show_line_numbers = True
    await pilot.press("alt+c", "a", "tab", "b")
    await pilot.pause(0.5)
    main.set_focus(area)


async def graphql(main: MainScreen, pilot: Pilot[None]) -> None:
    """A query that is held against a schema, and what could stand at the cursor."""
    area = await _edited(main, pilot, GraphQLBody(QUERY, '{"id": 7}'), "#graphql-query")
    main.query_one(RequestPane).show_schema(KnownSchema(SCHEMA, 0))
    area.move_cursor((2, 31))
    await pilot.press("space", "f")
    await pilot.pause()


async def token(main: MainScreen, pilot: Pilot[None]) -> None:
    """The token of OAuth 2 with its claims."""
    auth = OAuth2Auth(token_url="https://login.example/token", client_id="shop")
    await shown(main, pilot, "Auth", "TokenView", auth=auth)
    parts = ({"alg": "RS256"}, {"sub": "ada", "iat": 1_700_000_000})
    encoded = [base64.urlsafe_b64encode(json.dumps(each).encode()).decode() for each in parts]
    text = ".".join([*(each.rstrip("=") for each in encoded), "c2ln"])
    main.query_one(RequestPane).show_token(KnownToken(text, None, "read", can_refresh=True))
    main.set_focus(main.query_one(TokenView))
    await pilot.pause()


async def verdicts(main: MainScreen, pilot: Pilot[None]) -> None:
    """Checks with what came of them."""
    texts = ("status == 200", "duration < 5", 'jsonpath "$.total" == 3')
    checks = Checks(tuple(map(Check, texts)))
    captures = (Row("id", "status"),)
    await shown(main, pilot, "Checks", "#expect RowLines", checks=checks, captures=captures)
    judged = (
        Verdict(texts[0], passed=True),
        Verdict(texts[1], passed=False, expected="< 5", actual="12"),
        Verdict(texts[2], passed=False, broken=True),
    )
    done = replace(answered(), verdicts=judged, captured=(Captured("id", "status", 200),))
    main.state = main.state.moving_on(done)
    main.show()
    main.set_focus(main.query_one("#expect RowLines"))
    await pilot.pause()
