"""What lies over the main screen, in states that look the same at every run."""

import asyncio
from dataclasses import replace
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from workbench.engine.sources import Question
from workbench.formats.merge_choices import Conflict
from workbench.model import Capabilities, Options, Row
from workbench.templating import PromptNeed, SelectNeed
from workbench.tui.screens.main import MainScreen
from workbench.tui.screens.merge import MergeFields
from workbench.tui.screens.questions import Questions, title_of
from workbench.tui.screens.trust import AskTrust

from .scenes import opened, response, until

POWERS = Capabilities(
    commands=frozenset({"op read op://shop/token"}),
    env_names=frozenset({"SHOP_TOKEN"}),
    secret_hosts=frozenset({("api.shop.dev", "token")}),
)
ASKED: tuple[Question, ...] = (
    PromptNeed("One-time code", secret=True),
    PromptNeed("Name", "Ada"),
    SelectNeed("Role", ("admin", "guest", "nobody")),
)
CONFLICTS = (
    Conflict("url", '"{{base_url}}/people"', '"{{base_url}}/users?all=1"'),
    Conflict("description", '"Everybody, a page at a time."', ""),
)


async def _covered(main: MainScreen, pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until another screen lies over the main one."""
    await pilot.press(*keys)
    await until(pilot, lambda: pilot.app.screen is not main)
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    await pilot.pause()


async def _over(screen: Screen[Any], pilot: Pilot[None]) -> None:
    pilot.app.push_screen(screen)
    await pilot.pause()


async def settings(main: MainScreen, pilot: Pilot[None]) -> None:
    """Everything that can be set."""
    await _covered(main, pilot, "alt+p")


async def help_screen(main: MainScreen, pilot: Pilot[None]) -> None:
    """What the focused pane is, with its keys."""
    await opened(main, pilot)
    await _covered(main, pilot, "f1")


async def palette(main: MainScreen, pilot: Pilot[None]) -> None:
    """The commands that fit some letters."""
    await response(main, pilot)
    await _covered(main, pilot, "ctrl+p", *"req")
    await asyncio.sleep(0.5)


async def jump(main: MainScreen, pilot: Pilot[None]) -> None:
    """Letters over all that can be jumped to."""
    await response(main, pilot)
    await _covered(main, pilot, "alt+j")


async def finding(main: MainScreen, pilot: Pilot[None]) -> None:
    """The requests that fit some letters."""
    await opened(main, pilot)
    await _covered(main, pilot, "ctrl+k", *"us")


async def changes(main: MainScreen, pilot: Pilot[None]) -> None:
    """An edited request beside what its file says."""
    await opened(main, pilot)
    spec = main.state.spec
    assert spec is not None
    edited = replace(
        spec,
        url="{{base_url}}/people",
        headers=(*spec.headers, Row("Accept", "application/json")),
        options=Options(timeout=2.5),
    )
    main.state = main.state.editing("users/list", edited)
    main.show()
    await _covered(main, pilot, "alt+d")


async def questions(main: MainScreen, pilot: Pilot[None]) -> None:
    """What a request asks for before it is sent."""
    await response(main, pilot)
    await _over(Questions(title_of("List users"), ASKED), pilot)


async def trust(main: MainScreen, pilot: Pilot[None]) -> None:
    """What a collection wants to be allowed."""
    await opened(main, pilot)
    await _over(AskTrust("Demo", POWERS), pilot)


async def merge(main: MainScreen, pilot: Pilot[None]) -> None:
    """Fields that changed here and on disk."""
    await opened(main, pilot)
    await _over(MergeFields("List users", CONFLICTS), pilot)
