"""A WebSocket in the interface, with the demo's echo at the other end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.tui.shops import Desk, desk, write_shop
from workbench.tui.panes.response.talk_bar import TalkBar
from workbench.tui.screens.dialogs import Ask, Pick
from workbench.tui.screens.whole_row import WholeRow
from workbench.tui.widgets.cell import Cell
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.tab_bar import TabBar

pytestmark = pytest.mark.anyio

CHAT = """\
name = "Chat"
url = '{{base_url | replace("http", "ws")}}/ws/echo'

[[messages]]
name = "hello"
text = "hello {{user}}"

[[messages]]
name = "order"
json = '{"order": [1, {"item": "tea"}]}'

[variables]
user = "Ada"
"""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def talking(tmp_path: Path, demo_url: str) -> AsyncIterator[Desk]:
    root = write_shop(tmp_path)
    (root / "chat.toml").write_text(CHAT)
    async with desk(root, demo_url) as app:
        await app.open("chat")
        await app.press("ctrl+r")
        await app.sees("◉ open", "connected; m writes")
        yield app


async def say(app: Desk, text: str) -> None:
    app.response.talk_bar.input.value = text
    await app.press("enter")


async def test_what_is_written_is_sent_and_what_comes_back_is_listed(
    tmp_path: Path, demo_url: str
) -> None:
    async with talking(tmp_path, demo_url) as app:
        await app.press("ctrl+o", "m")
        await say(app, "hi {{user}}")
        await app.sees("→ T text    hi Ada", "← T text    hi Ada")

        await app.press("alt+t")
        assert "→ json" in app.text
        await say(app, "{")
        await app.sees("the message is not json")
        await say(app, '{"a": 1}')
        await app.sees('← T text    {"a": 1}')

        await app.press("alt+t")
        await say(app, "xyz")
        await app.sees("these are no bytes in hex")
        await say(app, "de ad")
        await app.sees("← B binary  de ad")

        await app.press("up", "up")
        assert app.response.talk_bar.input.value == '{"a": 1}'
        await app.press("down", "down", "down")
        assert app.response.talk_bar.input.value == ""

        await app.press("escape")
        assert app.main.focused is app.response.body.view
        await app.press("escape")
        await app.sees("■ closed 1000 normal", "→ × close   1000 normal")
        assert not app.response.talk_bar.has_class("-open")


async def test_saved_messages_pings_and_codes(tmp_path: Path, demo_url: str) -> None:
    async with talking(tmp_path, demo_url) as app:
        await app.press("ctrl+o", "M")
        await app.until(lambda: isinstance(app.app.screen, Pick))
        await app.sees("hello  text  hello {{user}}")
        await app.press("enter")
        await app.sees("← T text    hello Ada")

        await app.press("P")
        await app.sees("→ ? ping", "← ! pong")

        await app.press("x")
        await app.until(lambda: isinstance(app.app.screen, Pick))
        await app.press(*"4001", "enter")
        await app.until(lambda: isinstance(app.app.screen, Ask))
        await app.press(*"done", "enter")
        await app.sees("■ closed 4001", "4001 done")
        await app.press("P")
        await app.sees("no WebSocket is open")


async def test_a_message_is_opened_in_full_and_one_is_kept(tmp_path: Path, demo_url: str) -> None:
    async with talking(tmp_path, demo_url) as app:
        await app.press("ctrl+o", "M")
        await app.until(lambda: isinstance(app.app.screen, Pick))
        await app.press(*"order", "enter")
        await app.sees("← T text")
        await app.press("G", "enter")
        await app.until(lambda: isinstance(app.app.screen, WholeRow))
        await app.sees("← received text", '"item": "tea"')
        await app.press("v", "escape")

        await app.press("K")
        await app.sees("nothing was written yet")
        await app.press("m")
        await say(app, "so long")
        await app.press("escape", "K")
        await app.until(lambda: isinstance(app.app.screen, Ask))
        await app.press(*"bye", "enter")
        await app.sees("added the message bye")
        await app.press("ctrl+s")
        file = tmp_path / "shop" / "chat.toml"
        await app.until(lambda: '[[messages]]\nname = "bye"\ntext = "so long"' in file.read_text())


async def test_history_keeps_the_conversation(tmp_path: Path, demo_url: str) -> None:
    async with talking(tmp_path, demo_url) as app:
        await app.press("ctrl+o", "m")
        await say(app, "remember")
        await app.sees("← T text    remember")
        await app.press("escape", "escape")
        await app.sees("■ closed 1000")
        await app.press("f11")
        await app.sees("Chat", "← T text    remember")
        assert not app.app.screen.query(TalkBar).first().has_class("-open")


async def test_a_token_in_json_is_opened_taken_apart(tmp_path: Path, demo_url: str) -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln"
    root = write_shop(tmp_path)
    (root / "token.toml").write_text(
        'name = "Token"\nmethod = "POST"\nurl = "{{base_url}}/echo"\n'
        f"[body]\ntype = 'text'\ntext = '{token}'\n"
    )
    async with desk(root, demo_url) as app:
        await app.open("token")
        await app.press("ctrl+r")
        await app.done()
        await app.press("ctrl+o")
        await app.sees("$ ")
        while "$.body" not in app.text:
            await app.press("down")
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, WholeRow))
        await app.sees("header", '"sub": "ada"')


async def test_saved_messages_are_edited_in_a_tab(tmp_path: Path, demo_url: str) -> None:
    root = write_shop(tmp_path)
    (root / "chat.toml").write_text(CHAT)
    async with desk(root, demo_url) as app:
        await app.open("users")
        assert "Messages" not in app.text
        await app.open("chat")
        await app.sees("Messages 2")
        bar = app.main.query_one("#request-tabs", TabBar)
        bar.choose("Messages")
        await app.sees("text hello {{user}}", "json {")
        app.main.query_one("#messages RowLines", RowLines).focus()
        await app.press("home", "v")
        cell = app.main.query_one("#messages Cell", Cell)
        await app.until(lambda: bool(cell.display))
        cell.value = "first text hi"
        await app.press("enter", "escape", "ctrl+s")
        file = root / "chat.toml"
        changed = '[[messages]]\nname = "hello"\ntext = "hi"\non_open = true\n'
        await app.until(lambda: changed in file.read_text())

        await app.open("users")
        assert bar.active != "Messages"
        await app.open("chat")
        await app.until(lambda: bar.active == "Messages")
