import asyncio
from pathlib import Path

import pytest

from workbench.store.views import load_view

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def answered(here: Desk) -> None:
    """Send the list of users, and look at its body."""
    await here.open("users")
    await here.press("ctrl+r")
    await here.done()
    await here.press("ctrl+o")
    await here.sees("$ ")


async def test_a_filter_is_asked_for_remembered_and_pinned(tmp_path: Path, demo_url: str) -> None:
    root = write_shop(tmp_path)
    async with desk(root, demo_url) as here:
        await answered(here)
        await here.press("X")
        await here.sees("there is no filter to pin")
        await here.press("vertical_line", *"$.users[*].name", "enter")
        await here.sees("found", '"Ada Lovelace"')
        await here.press("down")
        await here.sees("$.users[0].name")
        await here.press("X")
        await here.sees("pinned $.users[*].name")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("found")
        await here.press("ctrl+o", "escape")
        await here.until(lambda: not here.main.query_one("BodyPane").has_class("-filtered"))
        await here.press("vertical_line", "up")
        await here.sees("$.users[*].name")
        await here.main.panes.remember()
        view = await asyncio.to_thread(load_view, root)
        assert (view.filters, view.pinned) == (("$.users[*].name",), {"users": "$.users[*].name"})

        here.main.panes.renamed("users", "people/users")
        assert here.main.query_one("ResponsePane").pinned == {  # type: ignore[attr-defined]
            "people/users": "$.users[*].name"
        }


async def test_a_pin_comes_off_and_a_wrong_filter_is_told(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await answered(here)
        await here.press("vertical_line", *"$.users[", "enter")
        await here.sees("is not a JSONPath")
        await here.press("ctrl+u", *"cat", "enter")
        await here.sees("exit code 0")
        await here.press("X")
        await here.sees("pinned cat")
        await here.press("X")
        await here.sees("not pinned any more")


async def test_the_settings_have_a_filter_for_a_type(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.app.preferences.change(filters={"application/json": "grep Ada"})
        await answered(here)
        await here.press("vertical_line")
        await here.sees("grep Ada")
        await here.press("enter")
        await here.sees("exit code 0")


async def test_a_value_that_a_command_printed_makes_no_check(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await answered(here)
        await here.press("vertical_line", *"cat", "enter")
        await here.sees("exit code 0")
        await here.press("exclamation_mark")
        await here.sees("nowhere in the response")
