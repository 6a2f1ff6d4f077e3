"""Pictures of the history and of a comparison, at fixed sizes."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.store.history.records import record
from workbench.errors import Problem
from workbench.model import Failure, Verdict
from workbench.store.history import Record
from workbench.tui.panes.response import ResponsePane
from workbench.tui.screens.comparison import Comparison
from workbench.tui.screens.history import HistoryScreen
from workbench.tui.screens.main import MainScreen

from .scenes import BODY, before, demo_app

Compare = Callable[..., bool]
SIZES = [(80, 24), (120, 40), (200, 60)]
NOON = 1_000_036_800.0  # seconds since the epoch, on a day in 2001


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let local time be the same everywhere."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


def past() -> list[Record]:
    """Return sends of all kinds, oldest first."""
    kinds = [
        record(1, body=BODY),
        record(2, name="Log in", method="POST", status=401, environment="staging", body=b"{}"),
        record(3, name="Delete a user with a rather long name", method="DELETE", status=204),
        record(4, status=503, environment=None),
        record(5, body=BODY.replace(b"Ada Lovelace", b"Ada King").replace(b"1.10", b"1.20")),
    ]
    late = Failure("timeout", Problem("no complete response within 5 s"))
    verdicts = (Verdict("status == 200", True), Verdict("duration < 5", False))
    changes: list[dict[str, Any]] = [
        {},
        {"verdicts": verdicts},
        {"verdicts": verdicts[:1]},
        {"failure": late},
        {},
    ]
    return [
        replace(r, exchange=replace(r.exchange, started=NOON + 60 * number, **change))
        for number, (r, change) in enumerate(zip(kinds, changes, strict=True))
    ]


async def history(main: MainScreen, pilot: Pilot[None]) -> None:
    """The history, with the response of the newest."""
    await asyncio.to_thread(lambda: main.bench.past.recording.recorder.history.add(past()))
    await pilot.press("f11")
    while not isinstance(pilot.app.screen, HistoryScreen):
        await pilot.pause(0.01)
    while pilot.app.screen.query_one(ResponsePane).shown is None:
        await pilot.pause(0.01)


async def comparison(main: MainScreen, pilot: Pilot[None]) -> None:
    """The newest compared with the oldest."""
    await history(main, pilot)
    await pilot.press("space", "end")
    pane = pilot.app.screen.query_one(ResponsePane)
    while pane.shown is None or pane.shown.id != -1:
        await pilot.pause(0.01)
    await pilot.press("c")
    while not isinstance(pilot.app.screen, Comparison):
        await pilot.pause(0.01)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "200x60"])
def test_history(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(demo_app(tmp_path), terminal_size=size, run_before=before(history))


@pytest.mark.parametrize("theme", ["night", "paper"])
def test_comparison(snap_compare: Compare, tmp_path: Path, theme: str) -> None:
    app = demo_app(tmp_path, theme)

    assert snap_compare(app, terminal_size=(80, 24), run_before=before(comparison))
