"""Whatever a user does, in whatever order: nothing crashes, no edit is lost, nothing disagrees.

A seed tells the steps; some of them are given in bursts, others change the files meanwhile, and
the app is left and started again. WORKBENCH_SEEDS has other seeds walked.
"""

import asyncio
import os
import random
import time
from pathlib import Path

import pytest

from tests.tui.shops import desk, write_shop
from workbench.model import NodeId
from workbench.tui.state import State

from .others import Others
from .promises import Edits, agree
from .walk import Walk

pytestmark = pytest.mark.anyio

SEEDS = [*map(int, os.environ.get("WORKBENCH_SEEDS", "1,2,3").split(","))]
STEPS = (120, 60, 20)  # of one start after the other
SECONDS = float(os.environ.get("WORKBENCH_SECONDS", "14"))  # for one seed
SIZE = (100, 30)


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a key follow when all widgets have done with the one before, busy or not.

    The pilot waits until the process is idle; while something is in flight that is a second.
    What is on disk is looked at when the walk says so.
    """

    async def turn(*_: float) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr("textual.app.wait_for_idle", turn)
    monkeypatch.setattr("textual.pilot.wait_for_idle", turn)
    monkeypatch.setattr("workbench.tui.screens.main.disk.LOOK_EVERY", 3600.0)


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> set[NodeId]:
    """Know which edits the user dropped: they were asked, or there was nothing in them."""
    found: set[NodeId] = set()
    reverting = State.reverting

    def drop(self: State, node: NodeId) -> State:
        found.add(node)
        return reverting(self, node)

    monkeypatch.setattr(State, "reverting", drop)
    return found


@pytest.mark.usefixtures("own_places", "brisk")
@pytest.mark.parametrize("seed", SEEDS)
async def test_any_commands_in_any_order(
    tmp_path: Path,
    demo_url: str,
    seed: int,
    dropped: set[NodeId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # where bodies are saved
    root, end = write_shop(tmp_path), time.monotonic() + SECONDS
    chance = random.Random(seed)
    others, before, told = Others(root, chance), None, list[str]()
    for steps in (*STEPS, 0):
        async with desk(root, demo_url, SIZE) as here:
            state = here.main.state
            assert before is None or before.lost_in(state) == [], told
            walk = Walk(here, others, chance)
            for _ in range(steps):
                edits = Edits(here)
                dropped.clear()
                try:
                    await walk.burst()
                    if here.app._exit or here.app._exception is not None:
                        break
                    agree(here)
                    assert edits.lost_in(here.main.state, dropped | walk.touched) == []
                except BaseException as error:
                    error.add_note(f"after {len(walk.done)} steps: {walk.done[-30:]}")
                    raise
                if time.monotonic() > end:
                    break
            if not here.app._exit:
                before = Edits(here)
                await walk.leave()
            told = walk.done[-30:]
