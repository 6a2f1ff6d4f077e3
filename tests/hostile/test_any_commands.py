"""Whatever a user does, in whatever order: nothing crashes, no edit is lost, nothing disagrees."""

import os
import random
import time
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
from workbench.tui.widgets.row_table import RowTable

pytestmark = pytest.mark.anyio

SEEDS = [*map(int, os.environ.get("WORKBENCH_SEEDS", "1,2,3").split(","))]
STEPS = 200
SECONDS = float(os.environ.get("WORKBENCH_SECONDS", "15"))  # for one seed
# These leave the app, start other programs, write where they are told to, or drop edits.
NOT_HERE = {"quit", "page-body", "edit-body", "save-body", "revert", "delete", "settings"}
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

    async def step(self) -> None:
        """Do something, and let the app react."""
        here, main, chance = self.here, self.here.main, self.chance
        if here.app.screen is not main:
            await self._press("escape" if chance.random() < 0.4 else chance.choice(TYPED + MOVES))
            return
        match chance.randrange(10):
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
                for key in chance.choices(TYPED, k=4):
                    await self._press(key)
            case 8:
                await self._press(chance.choice(MOVES))
            case _:
                x, y = chance.randrange(120), chance.randrange(40)
                self.done.append(f"click {x},{y}")
                await here.pilot.click(offset=(x, y))
        await here.pilot.pause()

    async def _command(self, name: str) -> None:
        self.done.append(name)
        await self.here.main.run_action(f"command('{name}')")

    async def _press(self, key: str) -> None:
        self.done.append(key)
        await self.here.press(key)

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


@pytest.mark.usefixtures("own_places")
@pytest.mark.parametrize("seed", SEEDS)
async def test_any_commands_in_any_order(tmp_path: Path, demo_url: str, seed: int) -> None:
    root = write_shop(tmp_path)
    end = time.monotonic() + SECONDS
    async with desk(root, demo_url) as here:
        walk = Walk(here, seed)
        for _ in range(STEPS):
            before = dict(here.main.state.drafts)
            await walk.step()
            await here.until(lambda: not here.main.query_one("#request")._untaken)  # type: ignore[attr-defined]
            walk.agree()
            assert lost(here, before) == [], walk.done[-12:]
            if time.monotonic() > end:
                break
        for _ in range(20):
            if here.app.screen is here.main:
                break
            await here.press("escape")
        drafts, order = dict(here.main.state.drafts), here.main.state.tabs.order

    async with desk(root, demo_url) as here:
        assert here.main.state.drafts == drafts, walk.done
        assert here.main.state.tabs.order == order
