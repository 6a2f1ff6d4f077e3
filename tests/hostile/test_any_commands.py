"""Whatever a user does, in whatever order: nothing crashes, no edit is lost, nothing disagrees."""

import asyncio
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.screen import ModalScreen
from textual.widgets import Input

from tests.tui.shops import Desk, desk, write_shop
from workbench.engine.url_rows import Address
from workbench.model import NodeId, RequestSpec
from workbench.tui.commands import COMMANDS
from workbench.tui.open_requests import is_scratch
from workbench.tui.panes.request.url_input import UrlInput
from workbench.tui.panes.tabs import RequestTabs
from workbench.tui.screens.dialogs import Confirm
from workbench.tui.widgets.row_table import RowTable

pytestmark = pytest.mark.anyio

SEEDS = [*map(int, os.environ.get("WORKBENCH_SEEDS", "1,2,3").split(","))]
STEPS = (150, 50)  # before the app is left and started anew, and after
SECONDS = float(os.environ.get("WORKBENCH_SECONDS", "15"))  # for one seed
SIZE = (100, 30)
# These start other programs or write where they are told to; the others have a step of their own.
NOT_HERE = {"page-body", "edit-body", "save-body", "quit", "revert", "delete", "undo"}
IDS = [command.id for command in COMMANDS if command.id not in NOT_HERE]
OFTEN = [f"request-{n}" for n in (1, 2, 3)]
OFTEN += ["scratch", "send", "close-request", "reopen-request", "next-request", "save", "focus-url"]
TYPED = ["a", "1", "/", "?", "&", "=", ":", "{", "}", "é", "space", "backspace", "home", "end"]
MOVES = ["up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown", "enter"]


class Walk:
    """One user who does anything; the seed tells what."""

    def __init__(self, here: Desk, seed: int) -> None:
        self.here, self.chance = here, random.Random(seed)
        self.done: list[str] = []
        self.dropped: set[NodeId] = set()  # whose edits the last step was to drop

    async def step(self) -> None:
        """Do something, and let the app react."""
        here, main, chance = self.here, self.here.main, self.chance
        self.dropped = set()
        if here.app.screen is not main:
            await self._press("escape" if chance.random() < 0.4 else chance.choice(TYPED + MOVES))
            return
        match chance.randrange(11):
            case 0 | 1 | 2 | 3:
                await self._command(chance.choice(IDS))
            case 4 | 5:
                await self._command(chance.choice(OFTEN))
            case 6:
                here.tree.cursor = chance.randrange(max(1, here.tree.count))
                self.done.append(f"cursor on {here.tree.node}")
                main.set_focus(here.tree)
                await self._press("enter")
            case 7:
                main.set_focus(main.query_one(UrlInput))
                await self._press(*chance.choices(TYPED, k=4))
            case 9:
                await chance.choice((self._revert, self._delete_and_undo))()
            case 8:
                await self._press(chance.choice(MOVES))
            case _:
                x, y = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
                self.done.append(f"click {x},{y}")
                await here.pilot.click(offset=(x, y))
        await here.pilot.pause()

    async def _command(self, name: str) -> None:
        self.done.append(name)
        await self.here.main.run_action(f"command('{name}')")

    async def _press(self, *keys: str) -> None:
        self.done += keys
        await self.here.press(*keys)

    @property
    def _is_asked(self) -> bool:
        """Whether a question is open; a screen that was asked for before it may lie over it."""
        return any(isinstance(screen, Confirm) for screen in self.here.app.screen_stack)

    async def _revert(self) -> None:
        """Drop edits, or think better of it."""
        here, state, node = self.here, self.here.main.state, self.here.main.state.opened
        await self._command("revert")
        if node is None or node not in state.drafts:
            return
        await here.until(lambda: self._is_asked)
        if self.chance.random() < 0.5:
            await self._press("escape")
            return
        self.dropped = {node}
        await self._confirm(lambda: node not in here.main.state.drafts)

    async def _confirm(self, true: Callable[[], bool]) -> None:
        """Say yes to what is asked until something is true; what else opens is closed."""
        here = self.here
        async with asyncio.timeout(20):
            while not true():
                if here.app.screen is not here.main:
                    await self._press("y" if isinstance(here.app.screen, Confirm) else "escape")
                await here.pilot.pause(0.01)

    async def _delete_and_undo(self) -> None:
        """Move what is under the cursor to the trash, and take that back."""
        here, main, node = self.here, self.here.main, self.here.tree.node
        found = main.state.collection.find(node) if node else None
        await self._command("delete")
        if found is None or node is None:
            if node in main.state.drafts:  # it is in no file, and would be gone for good
                await here.until(lambda: self._is_asked)
                await self._press("escape")
            return

        def is_gone() -> bool:
            return main.state.collection.find(node) is None

        await self._confirm(is_gone)
        self.agree()
        await self._command("undo")
        await here.until(lambda: not is_gone())

    def agree(self) -> None:
        """Assert that all that is on the screen says the same."""
        main = self.here.main
        state, last = main.state, self.done[-12:]
        tabs = state.tabs
        assert state.opened in tabs.order if tabs.order else state.opened is None, last
        assert len(set(tabs.order)) == len(tabs.order), last
        shown = [label.node for label in main.query_one(RequestTabs)._shown]
        assert shown == [*tabs.order], last
        if state.spec is None or isinstance(self.here.app.screen, ModalScreen):
            return
        if main.query_one("#request").has_class("-nothing"):
            return  # why a file cannot be read is told in its place
        url, address = main.query_one(UrlInput).value, Address.of(state.spec)
        assert address.typed(url) == address, (url, last)
        for name in ("params", "path"):
            for table in main.query(f"#{name}").results(RowTable):
                if table.has_class("-shown") and not table.query(Input):
                    assert table.rows == getattr(state.spec, name), (name, last)


async def quit_app(here: Desk) -> None:
    """Leave the app as a user does, whatever is open."""
    for _ in range(20):
        if here.app.screen is here.main:
            break
        await here.press("escape")
    await here.main.run_action("command('quit')")


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a key follow when all widgets have done with the one before, busy or not.

    The pilot waits until the process is idle; while something is in flight that is a second.
    """

    async def turn(*_: float) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr("textual.app.wait_for_idle", turn)
    monkeypatch.setattr("textual.pilot.wait_for_idle", turn)


def lost(here: Desk, before: dict[NodeId, RequestSpec]) -> list[NodeId]:
    """Return the edits that are neither here any more nor what a file says."""
    state = here.main.state
    kept = [*state.drafts.values()]
    found = []
    for node, spec in before.items():
        saved = state.saved(node)
        is_typed_back = node == state.opened and saved == state.spec and saved is not None
        is_untouched = is_scratch(node) and spec == here.main.blank
        if node in state.drafts or spec in kept or saved == spec:
            continue
        if not is_typed_back and not is_untouched:
            found.append(node)
    return found


@pytest.mark.usefixtures("own_places", "brisk")
@pytest.mark.parametrize("seed", SEEDS)
async def test_any_commands_in_any_order(tmp_path: Path, demo_url: str, seed: int) -> None:
    root = write_shop(tmp_path)
    end = time.monotonic() + SECONDS
    drafts, order = dict[NodeId, RequestSpec](), tuple[NodeId, ...]()
    done: list[str] = []
    for steps in (*STEPS, 0):
        async with desk(root, demo_url, SIZE) as here:
            assert here.main.state.drafts == drafts, done[-12:]
            assert here.main.state.tabs.order == order, done[-12:]
            walk = Walk(here, seed + steps)
            for _ in range(steps):
                before = dict(here.main.state.drafts)
                await walk.step()
                if here.app._exit:
                    break  # by way of the palette
                await here.until(lambda: not here.main.query_one("#request")._untaken)  # type: ignore[attr-defined]
                walk.agree()
                assert set(lost(here, before)) <= walk.dropped, repr(walk.done[-12:])
                if time.monotonic() > end:
                    break
            if not here.app._exit:
                await quit_app(here)
            drafts, order = dict(here.main.state.drafts), here.main.state.tabs.order
            done = walk.done
