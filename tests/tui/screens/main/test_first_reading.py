"""What the main screen shows and does before all requests have been read."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from tests.tui.shops import Desk, write_shop
from workbench.model import Collection, SavedRequest, Unread
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.dialogs import Ask
from workbench.tui.screens.main import MainScreen, first_reading
from workbench.tui.screens.main.filing import Filing

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def outlined(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Desk, Callable[[], None]]]:
    """Open the app; the whole collection is read when the function is called."""
    go_on = asyncio.Event()
    load = Filing.load

    async def held_back(filing: Filing) -> Collection:
        await go_on.wait()
        return await load(filing)

    with monkeypatch.context() as patch:
        patch.setattr(first_reading, "AT_FIRST", 1)
        patch.setattr(Filing, "load", held_back)
        app = WorkbenchApp(root, is_collection=True)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            here = Desk(app, pilot)
            await here.until(lambda: isinstance(app.screen, MainScreen))
            await here.until(here.main.shown.is_set)
            yield here, go_on.set


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A collection whose first request alone is read at once."""
    return write_shop(tmp_path)


async def test_what_has_not_been_read_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with outlined(root, monkeypatch) as (here, go_on):
        await here.sees("GET", "List users", "slow", "Signing in", "login", "broken")
        assert "Slow" not in here.text
        assert "unreadable" not in here.text
        go_on()
        await here.sees("Slow", "Log in", "broken (unreadable)")


async def test_one_can_walk_and_fold_meanwhile(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with outlined(root, monkeypatch) as (here, go_on):
        assert isinstance(here.main.state.collection.find("slow"), Unread)
        here.tree.reveal("auth/login")
        await here.press("left", "left")
        await here.until(lambda: "login" not in here.text)
        await here.press("down")
        at = here.tree.node
        assert at is not None
        go_on()
        await here.sees("broken (unreadable)")
        assert here.tree.node == at
        assert here.tree.folded == {"auth"}


@pytest.mark.parametrize("node", ["users", "slow"])
async def test_a_request_opens_when_it_has_been_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, node: str
) -> None:
    async with outlined(root, monkeypatch) as (here, go_on):
        here.tree.reveal(node)
        await here.press("enter")
        assert here.main.state.opened is None
        go_on()
        await here.until(lambda: here.main.state.opened == node)
        assert isinstance(here.main.state.collection.find("slow"), SavedRequest)


async def test_a_request_that_is_named_early_is_made_behind_the_reading(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with outlined(root, monkeypatch) as (here, go_on):
        await here.press("ctrl+n")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press(*"new", "enter")
        assert not (root / "new.toml").exists()
        go_on()
        await here.until(lambda: here.main.state.opened == "new")
        assert (root / "new.toml").exists()


async def test_other_commands_wait_for_what_they_are_about(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with outlined(root, monkeypatch) as (here, go_on):
        here.tree.reveal("slow")
        here.app.post_message(events.Key("D", "D"))  # copies it
        go_on()
        await here.until(lambda: here.main.state.opened == "slow-copy")


async def test_what_was_open_comes_back_behind_the_reading(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with outlined(root, monkeypatch) as (here, go_on):
        go_on()
        await here.open("slow")
        await here.main.run_action("command('focus-url')")
        await here.press("x")
        await here.until(lambda: "slow" in here.main.state.drafts)
    async with outlined(root, monkeypatch) as (here, go_on):
        assert here.main.state.opened is None
        go_on()
        await here.until(lambda: here.main.state.opened == "slow")


async def test_a_collection_that_is_gone_by_then_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with outlined(root, monkeypatch) as (here, go_on):
        (root / "collection.toml").rename(root / "elsewhere")
        go_on()
        await here.sees("not a collection")
        here.tree.reveal("slow")
        await here.press("enter", "up", "enter")
        await here.until(lambda: here.main.state.opened == "users")
        assert here.main.state.tabs.order == ("users",)


async def test_one_can_leave_before_all_is_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with outlined(root, monkeypatch) as (here, _):
        await here.press("ctrl+q")
        await here.until(lambda: here.app._exit)
