import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.engine.order import Order, SessionValues
from workbench.engine.prepare import Prepared, prepare
from workbench.model import TextBody
from workbench.tui.panes.request.url_input import UrlInput
from workbench.tui.panes.run import RunPane
from workbench.tui.screens.main import send_commands
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.key_bar import KeyBar

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def test_sending_shows_the_response_and_the_next_send_keeps_the_connection(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("● 200 OK", "new connection", '"users"')

        await here.press("ctrl+r")
        await here.until(lambda: "kept connection" in here.text)


async def test_a_stream_is_seen_while_it_arrives_and_escape_keeps_what_came(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("slow")
        await here.press("ctrl+r")
        body = here.main.query_one(BodyView)
        await here.until(lambda: body.rows_total >= 3)
        assert here.main.state.in_flight("slow")
        await here.sees("Cancel")

        await here.press("escape")
        await here.done()
        await here.sees("✗ cancelled", "● 200 OK", "▶ Send")
        assert body.rows_total >= 3

        await here.press("ctrl+r")
        await here.until(lambda: here.main.state.in_flight("slow"))


async def test_a_parallel_run_fills_its_panel_and_any_row_opens(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+g", "ctrl+u", *"40", "enter")
        await here.sees("done 40/40", "✓ 40 ok", "p50", "p95", "p99")

        await here.press("home", "down", "enter")
        await here.sees("Response of run", "● 200 OK")


async def test_the_panel_is_made_once_and_seen_by_nobody_before_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        sends, begun, go_on = here.main.bench.sends, asyncio.Event(), asyncio.Event()
        compose = RunPane._compose

        async def held_back(panel: RunPane) -> None:
            begun.set()
            await go_on.wait()
            await compose(panel)

        monkeypatch.setattr(RunPane, "_compose", held_back)
        runs = [asyncio.create_task(sends.run()) for _ in range(2)]
        await begun.wait()
        here.main.show()
        go_on.set()
        await asyncio.gather(*runs)

        assert here.main.query_one(RunPane).has_class("-open")


async def test_picked_requests_run_together_and_a_run_can_be_stopped(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        tree = here.tree
        tree.focus()
        for node in ("users", "slow"):
            tree.reveal(node)
            await here.press("space")
        await here.press("ctrl+g")
        await here.sees("2 picked requests")
        await here.press("enter")
        await here.sees("running 1/2")
        await here.press("escape")
        await here.sees("stopped 1/2")
        await here.press("escape")
        await here.until(lambda: not here.main.query_one(RunPane).has_class("-open"))


def protect(root: Path) -> Path:
    """Make the environment that is used first a protected one."""
    place = root / "environments" / "local.toml"
    place.write_text("protected = true\n" + place.read_text())
    return root


async def test_a_protected_environment_asks_before_anything_is_changed(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(protect(write_shop(tmp_path)), demo_url) as here:
        await here.open("auth/login")
        await here.press("ctrl+r")
        await here.sees("local is protected", f"POST {demo_url}/echo")
        await here.press("enter")  # an enter that was meant for something else
        await here.until(lambda: here.app.screen is here.main)
        assert here.main.state.shown is None

        await here.press("ctrl+r")
        await here.sees("Send it all the same?")
        await here.press("y")
        await here.done()
        await here.sees("● 200 OK")


async def test_a_protected_environment_lets_reading_through(tmp_path: Path, demo_url: str) -> None:
    async with desk(protect(write_shop(tmp_path)), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("● 200 OK")


async def test_a_protected_environment_gets_no_load(tmp_path: Path, demo_url: str) -> None:
    async with desk(protect(write_shop(tmp_path)), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+g", "ctrl+u", *"40", "enter")
        await here.sees('the environment "local" is protected', "needs your word")
        assert "done" not in here.text


async def test_that_there_can_be_no_load_is_said_before_anything_is_filled_in(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(protect(write_shop(tmp_path)), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+g")
        await here.sees("local is protected", "f3 chooses another", "--yes sends it all")
        await here.press("enter")
        await here.sees("done 1/1")


async def test_the_key_bar_has_the_keys_of_the_run_while_it_has_the_focus(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        bar = here.main.query_one(KeyBar)
        await here.open("slow")
        await here.press("ctrl+g", "ctrl+u", "1")
        await here.until(lambda: bar.render().plain.startswith("enter start  escape close"))
        await here.pilot.click(bar, offset=(2, 0))
        await here.sees("running 0/1")
        assert bar.render().plain.startswith("enter show  escape stop")
        await here.pilot.click(bar, offset=(14, 0))
        await here.sees("stopped 0/1")
        await here.until(lambda: bar.render().plain.startswith("enter show  escape close"))
        await here.press("ctrl+t")
        await here.until(lambda: "close" not in bar.render().plain)


async def test_a_run_on_a_tiny_terminal_has_the_room_and_gives_it_to_its_exchange(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url, size=(40, 12)) as here:
        await here.open("users")
        await here.press("ctrl+g", "ctrl+u", "3", "enter")
        await here.sees("done 3/3", "✓ 3 ok")
        panel, response = here.main.query_one(RunPane), here.main.query_one("#response")
        assert panel.region.height >= 8
        await here.press("ctrl+t")
        await here.until(lambda: panel.region.height >= 8)  # it is what is beside the tree
        await here.press("ctrl+g", "tab", "tab", "enter")
        await here.until(lambda: response.region.height >= 8)
        assert response.has_focus_within
        await here.press("ctrl+g")
        await here.until(lambda: panel.region.height >= 8)
        await here.press("escape")
        await here.until(lambda: not panel.display and response.display)


async def test_a_run_of_changes_asks_as_well(tmp_path: Path, demo_url: str) -> None:
    async with desk(protect(write_shop(tmp_path)), demo_url) as here:
        await here.open("auth/login")
        await here.press("ctrl+g", "ctrl+u", "1", "tab", "ctrl+u", "1", "enter")
        await here.sees("Send it all the same?")
        await here.press("y")
        await here.sees("done 1/1")


def carry(here: Desk, node: str, text: str) -> None:
    """Let a request have a body."""
    spec = here.main.state.current(node)
    assert spec is not None
    here.main.bench.edit(node, replace(spec, method="POST", body=TextBody("text", text)))


async def test_what_takes_long_to_fill_in_holds_up_no_key_and_keeps_its_place(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, begun = threading.Event(), threading.Event()
    sent: list[str] = []

    def waits(order: Order, values: SessionValues) -> Prepared:
        assert threading.current_thread() is not threading.main_thread()
        begun.set()
        assert goes_on.wait(30)
        return prepare(order, values)

    async with desk(write_shop(tmp_path), demo_url) as here:
        send = here.main.bench.dispatch.send
        monkeypatch.setattr(send_commands, "prepare", waits)

        def noted(order: Order) -> None:
            sent.append(order.request)
            send(order)

        monkeypatch.setattr(here.main.bench.dispatch, "send", noted)
        await here.open("users")
        carry(here, "users", "{{base_url}} " * 4000)
        await here.press("ctrl+r")
        await here.until(begun.is_set)
        await here.open("auth/login")
        await here.press("ctrl+r")  # is small, and goes behind it all the same
        here.main.set_focus(here.main.query_one(UrlInput))
        await here.press("end", *"?a=1")
        assert here.main.query_one(UrlInput).value.endswith("/echo?a=1")
        assert sent == []

        goes_on.set()
        await here.done()
        assert sent == ["users", "auth/login"]
        assert here.main.state.opened == "auth/login"
        assert here.main.state.shown is not None
        assert here.main.state.shown.url.endswith("/echo")  # as it was when it was sent


async def test_why_a_large_request_cannot_be_sent_is_told_and_the_next_one_is(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        carry(here, "users", "{{nobody}} " * 4000)
        await here.press("ctrl+r")
        await here.until(lambda: 'unresolved "{{nobody}}"' in here.text.partition("Response")[2])
        assert here.main.state.shown is None

        await here.open("auth/login")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("200 OK")
