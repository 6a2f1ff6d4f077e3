"""Runs the app to its end without a terminal, as the command does, for tests of how it ends."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from workbench.tui.app import WorkbenchApp

from .shops import Desk

Story = Callable[[Desk], Awaitable[None]]


def tell(monkeypatch: pytest.MonkeyPatch, *stories: Story) -> list[WorkbenchApp]:
    """Let each app that `launch` runs live through the next story; returns those that ran."""
    ran: list[WorkbenchApp] = []
    left = list(stories)

    run = WorkbenchApp.run

    def live(app: WorkbenchApp) -> str | None:
        ran.append(app)
        story = left.pop(0)

        async def pilot_it(pilot: Pilot[Any]) -> None:
            await story(Desk(app, pilot))

        return run(app, headless=True, size=(120, 40), auto_pilot=pilot_it)

    monkeypatch.setattr(WorkbenchApp, "run", live)
    return ran
