from functools import partial
from pathlib import Path

import pytest

from ...shops import FILES, Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def has_draft(here: Desk, node: str) -> bool:
    return node in here.main.state.drafts


async def test_a_save_is_taken_back_and_its_edits_are_unsaved_again(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine", "ctrl+s")
        await here.sees("saved users.toml")
        await here.press(*"/2")
        await here.press("ctrl+t", "u")
        await here.sees("undone: saving users", "/mine/2")

        assert (root / "users.toml").read_text() == FILES["users.toml"]
        assert set(here.main.state.drafts) == {"users"}
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
    assert '/users/mine/2"' in (root / "users.toml").read_text()


async def test_saving_all_is_taken_back_at_once_but_not_over_what_others_wrote(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        for node in ("slow", "users"):
            await here.open(node)
            await here.press("ctrl+l", "end", "x")
            await here.until(partial(has_draft, here, node))
        await here.press("alt+y")
        await here.sees("saved 2 requests")
        (root / "slow.toml").write_text(theirs := 'url = "http://theirs/"\n')
        await here.press("ctrl+t", "u")
        await here.sees("the file has changed on disk")

        await here.until(lambda: set(here.main.state.drafts) == {"users"})
        await here.sees("{{base_url}}/usersx", "● unsaved")
        assert (root / "users.toml").read_text() == FILES["users.toml"]
        assert (root / "slow.toml").read_text() == theirs


async def test_what_was_saved_first_is_in_no_file_again(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.press("alt+n", "end", *"mine", "ctrl+s", *"My own", "enter", "enter")
        await here.sees("saved my-own.toml")
        await here.press("ctrl+t", "u")
        await here.sees("undone: saving my-own")

        assert not (root / "my-own.toml").exists()
        assert here.main.state.opened == "my-own"
        assert set(here.main.state.drafts) == {"my-own"}
