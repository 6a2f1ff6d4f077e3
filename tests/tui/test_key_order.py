"""Bursts of keys, as a slow link or a script delivers them: all at once."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from .shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def burst(here: Desk, *keys: str) -> None:
    """Put keys into the app's queue without giving it a chance to react in between."""
    for key in keys:
        character = key if len(key) == 1 else None
        here.app.post_message(events.Key(key, character))


async def test_a_command_and_the_text_behind_it_arrive_in_order(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        burst(here, "ctrl+l", "end", "ctrl+u", *"abc", "home", *"x")
        await here.until(lambda: here.main.query_one("#url", Input).value == "xabc")

        assert here.app.screen is here.main


async def test_text_typed_ahead_of_a_dialog_lands_in_the_dialog(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.focus()
        burst(here, "ctrl+n", *"dumr", "enter")
        await here.until(
            lambda: (root / "dumr.toml").exists() or (root / "auth/dumr.toml").exists()
        )
        await here.until(lambda: (here.main.state.opened or "").endswith("dumr"))


async def test_text_typed_ahead_of_a_new_request_lands_in_it_and_in_no_other(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    before = (root / "users.toml").read_text()
    async with desk(root) as here:
        await here.open("users")
        here.tree.focus()
        burst(here, "ctrl+n", *"new", "enter", "ctrl+l", "ctrl+u", *"http", "ctrl+s")
        await here.until(lambda: (here.main.state.opened or "") == "new")
        await here.until(lambda: 'url = "http"' in (root / "new.toml").read_text())

        await here.until(lambda: not here.main.state.drafts)
        assert (root / "users.toml").read_text() == before


async def test_a_save_right_behind_the_last_key_has_that_key(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        burst(here, "ctrl+l", "end", *"?last=1", "ctrl+s")
        await here.until(lambda: 'last = "1"' in (root / "users.toml").read_text())
        await here.until(lambda: not here.main.state.drafts)
