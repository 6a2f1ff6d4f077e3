from pathlib import Path

import pytest

from workbench.tui import leaving
from workbench.tui.screens import main as main_screen  # noqa: F401 - imported in a thread else

from .shops import Desk, desk, write_shop
from .slow_disks import slow_disk

pytestmark = pytest.mark.anyio


async def edit_and_save(here: Desk, reached: object) -> None:
    await here.open("users")
    await here.press("ctrl+l", "end", *"/mine")
    await here.until(lambda: bool(here.main.state.drafts) and not here.main.files.unkept())
    await here.press("ctrl+s")


async def test_leaving_waits_for_what_is_being_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_shop(tmp_path)
    with slow_disk(monkeypatch, "save") as disk:
        async with desk(root) as here:
            await edit_and_save(here, disk.reached)
            await here.until(disk.reached.is_set)
            await here.press("ctrl+q")
            await here.sees("Waiting to leave: save “List users”")
            assert not here.app._exit

            disk.go_on()
            await here.until(lambda: here.app._exit)
            assert here.app._exit_renderables == []
    assert "/users/mine" in (root / "users.toml").read_text()
    async with desk(root) as here:
        assert here.main.state.drafts == {}


@pytest.mark.parametrize("how", ["asked twice", "in time"])
async def test_a_disk_that_does_not_answer_is_given_up_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    root = write_shop(tmp_path)
    if how == "in time":
        monkeypatch.setattr(leaving, "PATIENCE", 0.05)
    with slow_disk(monkeypatch, "save") as disk:
        async with desk(root) as here:
            await edit_and_save(here, disk.reached)
            await here.until(disk.reached.is_set)
            await here.press("ctrl+q")
            if how == "asked twice":
                await here.press("ctrl+q")
            await here.until(lambda: here.app._exit)
            (told,) = here.app._exit_renderables
            assert str(told) == "workbench left before this was done: save “List users”"
    async with desk(root) as here:
        text = (root / "users.toml").read_text()
        drafts = here.main.state.drafts
        assert "/users/mine" in text or drafts["users"].url.endswith("/users/mine")


async def test_what_is_done_to_files_is_done_in_the_order_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_shop(tmp_path)
    with slow_disk(monkeypatch, "delete") as disk:
        async with desk(root) as here:
            here.tree.focus()
            here.tree.reveal("users")
            await here.press("d", "y")
            await here.until(disk.reached.is_set)
            await here.main.action_command("undo")
            await here.main.action_command("undo")
            disk.go_on()

            await here.sees("undone: deleting users", "nothing has been done")
            await here.until(lambda: here.main.state.collection.find("users") is not None)
    assert (root / "users.toml").exists()


async def test_a_save_follows_its_request_to_the_name_it_got_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_shop(tmp_path)
    with slow_disk(monkeypatch, "rename") as disk:
        async with desk(root) as here:
            await here.open("users")
            await here.press("ctrl+l", "end", *"/mine", "ctrl+t", "f2", "ctrl+u", *"People")
            await here.press("enter")
            await here.until(disk.reached.is_set)
            await here.main.action_command("save")
            disk.go_on()
            await here.sees("saved people.toml")

            assert here.main.state.drafts == {}
    assert "/users/mine" in (root / "people.toml").read_text()
    assert not (root / "users.toml").exists()
