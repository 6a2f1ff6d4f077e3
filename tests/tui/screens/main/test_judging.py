from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.model import Check, Checks, RequestSpec, Row
from workbench.templating import Scope
from workbench.tui.widgets.tab_bar import TabBar

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def spec(here: Desk) -> RequestSpec:
    found = here.main.state.spec
    assert found is not None
    return found


def check(here: Desk, *checks: Check) -> None:
    here.main.bench.edit("users", replace(spec(here), checks=Checks(checks)))


async def test_a_check_that_is_added_or_edited_judges_what_is_on_the_screen(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        here.main.query_one("#request-tabs", TabBar).choose("Checks")
        sent = here.main.state.shown
        assert sent is not None

        await here.until(lambda: bool(here.main.query("#expect RowLines")))
        here.main.set_focus(here.main.query_one("#expect RowLines"))
        await here.press("a", *"status == 404", "enter", "escape")
        await here.sees("✗ 1 check failed", "status == 404  ✗ failed: ")
        await here.press("home", "enter", "end", "backspace", "backspace", "backspace", *"200")
        await here.press("enter", "escape")
        await here.sees("✓ 1", "status == 200  ✓ passed")
        check(here, Check("status == 200", enabled=False))
        await here.until(lambda: here.main.state.shown is not None)
        await here.until(lambda: getattr(here.main.state.shown, "verdicts", None) == ())

        assert here.main.state.shown is not None
        assert here.main.state.shown.id == sent.id  # nothing was sent


async def test_a_capture_that_is_added_counts_at_once(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        here.main.bench.edit("users", replace(spec(here), captures=(Row("code", "status"),)))

        await here.until(lambda: any(c.value == 200 for c in shown_captures(here)))
        await here.until(lambda: any("code" in names(scope) for scope in here.main.bench.scopes()))


def shown_captures(here: Desk) -> tuple[Any, ...]:
    return here.main.state.shown.captured if here.main.state.shown else ()


def names(scope: Scope) -> set[str]:
    return {entry.name for entry in scope.entries()}


async def test_without_a_response_nothing_is_judged(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        check(here, Check("status == 200"))
        await here.pilot.pause()

        assert here.main.state.shown is None
