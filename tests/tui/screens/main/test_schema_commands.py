import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

from tests.graphql.samples import DATA
from workbench.tui.widgets.tab_bar import TabBar

from ...shops import desk, write_shop

pytestmark = pytest.mark.anyio

REQUEST = """name = "Find"
method = "POST"
url = "{{base_url}}/graphql?trace=1"
[auth]
type = "bearer"
token = "t0ken"
[body]
type = "graphql"
query = "{ user { nmae } }"
"""


class Server(BaseHTTPRequestHandler):
    """Tells the schema to whoever has the token."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((str(self.headers["Authorization"]), json.loads(body)["query"]))
        knows = self.headers["Authorization"] == "Bearer t0ken"
        said: dict[str, Any] = {"data": {"__schema": DATA}} if knows else {"errors": []}
        answer = json.dumps(said).encode()
        self.send_response(200 if knows else 401)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_args: Any) -> None:
        """Nothing."""


@pytest.fixture
def graphql_url() -> Iterator[str]:
    Server.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def shop(tmp_path: Path, text: str = REQUEST) -> Path:
    root = write_shop(tmp_path)
    (root / "find.toml").write_text(text)
    return root


async def test_the_schema_is_fetched_kept_and_there_the_next_time(
    tmp_path: Path, graphql_url: str
) -> None:
    root = shop(tmp_path)
    async with desk(root, graphql_url) as here:
        await here.open("find")
        here.main.query_one("#request-tabs", TabBar).choose("Body")
        await here.sees("no schema yet · alt+g asks the server for it")
        await here.press("alt+g")
        await here.sees("the schema has 10 types", 'User has no field "nmae"')
        ((authorization, query),) = Server.asked
        assert authorization == "Bearer t0ken"
        assert "__schema" in query
        assert here.main.state.shown is None  # it is no response of the request

    async with desk(root, graphql_url) as here:
        await here.open("find")
        here.main.query_one("#request-tabs", TabBar).choose("Body")
        await here.sees('User has no field "nmae"')
        assert len(Server.asked) == 1


async def test_a_server_that_does_not_tell_is_one_clear_error(
    tmp_path: Path, graphql_url: str
) -> None:
    async with desk(shop(tmp_path, REQUEST.replace("t0ken", "other")), graphql_url) as here:
        await here.open("find")
        await here.press("alt+g")
        await here.sees("the server does not tell its schema (status 401)")


async def test_a_protected_environment_is_asked_about_first(
    tmp_path: Path, graphql_url: str
) -> None:
    root = shop(tmp_path)
    (root / "environments" / "local.toml").write_text("protected = true\n")
    async with desk(root, graphql_url) as here:
        await here.open("find")
        await here.press("alt+g")
        await here.until(lambda: here.app.screen is not here.main)
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)

        assert Server.asked == []


async def test_only_a_graphql_query_has_a_schema(tmp_path: Path) -> None:
    async with desk(shop(tmp_path)) as here:
        await here.open("users")
        await here.press("alt+g")
        await here.sees("the body is no GraphQL query")
