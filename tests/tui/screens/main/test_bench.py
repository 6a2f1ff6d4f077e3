import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.tui.shops import Desk, write_shop
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.dialogs import Ask
from workbench.tui.screens.main import MainScreen, screen

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def unfurnished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Desk, Callable[[], None]]]:
    """Open the app with its Bench held back until the function is called."""
    go_on = asyncio.Event()
    to_thread = asyncio.to_thread

    async def held_back(work: Callable[..., Any], *args: Any) -> Any:
        if work is screen._imported:
            await go_on.wait()
        return await to_thread(work, *args)

    monkeypatch.setattr(asyncio, "to_thread", held_back)
    app = WorkbenchApp(write_shop(tmp_path), is_collection=True)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        here = Desk(app, pilot)
        await here.until(lambda: isinstance(app.screen, MainScreen))
        await here.until(here.main.shown.is_set)
        await here.until(lambda: not app._early.kept)
        yield here, go_on.set
        go_on.set()
        await here.until(here.main.loaded.is_set)


async def test_a_new_request_is_named_before_the_bench_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with unfurnished(tmp_path, monkeypatch) as (here, go_on):
        await here.sees("List users", "Request", "Response")
        await here.press("ctrl+n")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        assert not here.main.loaded.is_set()
        await here.press(*"new", "enter")
        await here.until(lambda: here.main.state.opened == "new")
        go_on()
        await here.sees("{{base_url}}/")


async def test_a_command_that_needs_the_bench_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with unfurnished(tmp_path, monkeypatch) as (here, go_on):
        here.app.post_message(events.Key("ctrl+l", None))
        here.app.post_message(events.Key("x", "x"))
        go_on()
        await here.until(here.main.loaded.is_set)
        await here.until(lambda: here.app.focused is here.main.query_one("#url"))


async def test_a_request_that_is_opened_early_is_shown_with_the_bench(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with unfurnished(tmp_path, monkeypatch) as (here, go_on):
        await here.press("enter")
        await here.until(lambda: here.main.state.opened == "users")
        go_on()
        await here.sees("{{base_url}}/users")


async def test_tab_goes_to_what_comes_with_the_bench(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with unfurnished(tmp_path, monkeypatch) as (here, go_on):
        await here.press("enter")
        here.app.post_message(events.Key("tab", "\t"))
        go_on()
        await here.until(here.main.loaded.is_set)
        await here.until(lambda: here.app.focused is not here.tree)
