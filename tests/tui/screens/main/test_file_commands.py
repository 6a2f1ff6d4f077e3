from functools import partial
from pathlib import Path

import pytest

from workbench.store.drafts import Drafts
from workbench.tui.screens.comparison import Comparison
from workbench.tui.screens.merge import MergeFields
from workbench.tui.widgets.tab_bar import TabBar

from ...shops import FILES, Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def has_draft(here: Desk, node: str) -> bool:
    return node in here.main.state.drafts


async def save(here: Desk) -> None:
    """Save the opened request, and wait until no request has unsaved edits."""
    await here.press("ctrl+s")
    await here.until(lambda: not here.main.state.drafts)


async def test_saving_changes_the_edited_lines_only(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/page2")
        await here.sees("● unsaved")
        await save(here)

    expected = FILES["users.toml"].replace('/users"', '/users/page2"')
    assert (root / "users.toml").read_text() == expected


async def test_a_body_of_a_kind_that_is_not_known_is_told_and_saved_as_it_is(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    file = root / "users.toml"
    body = '\n[body] # as it is\ntype = "cbor"\nbytes = "a1 61"\n'
    file.write_text(file.read_text() + body)
    async with desk(root) as here:
        await here.open("users")
        here.main.query_one("#request-tabs", TabBar).choose("Body")
        await here.sees('! The file says "cbor"', "Body !")
        await here.press("ctrl+l", "end", *"?a=1", "ctrl+s")
        await here.until(lambda: not here.main.state.drafts)

        assert file.read_text().endswith(body)
        assert 'a = "1"' in file.read_text()
        await here.press("ctrl+r")
        await here.sees('body type "cbor"')


async def test_a_body_saved_in_the_place_of_an_unknown_one_ends_the_note(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    file = root / "users.toml"
    file.write_text(file.read_text() + '\n[body]\ntype = "cbor"\n')
    async with desk(root) as here:
        await here.open("users")
        here.main.query_one("#request-tabs", TabBar).choose("Body")
        await here.sees('! The file says "cbor"')
        here.main.query_one("#body-kind", TabBar).choose("json")
        await here.until(lambda: has_draft(here, "users"))
        await save(here)
        here.main.query_one("#body-kind", TabBar).choose("none")
        await here.sees("No body is sent")
        await save(here)

        assert "No body is sent" in here.text
        assert "cbor" not in file.read_text()


async def test_a_file_changed_on_disk_is_not_overwritten_unasked(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        theirs = FILES["users.toml"].replace("/users", "/people")
        (root / "users.toml").write_text(theirs)
        await here.press("ctrl+s")
        await here.until(lambda: isinstance(here.app.screen, MergeFields))
        await here.press("escape")

        assert (root / "users.toml").read_text() == theirs
        assert set(here.main.state.drafts) == {"users"}


async def test_a_file_changed_on_disk_elsewhere_takes_the_edits_in(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        theirs = FILES["users.toml"].replace("GET", "PUT")
        (root / "users.toml").write_text(theirs)
        await save(here)

        assert (root / "users.toml").read_text() == theirs.replace("/users", "/users/mine")
        assert here.main.state.spec is not None
        assert here.main.state.spec.method == "PUT"


async def test_edits_under_way_take_in_what_is_read_again(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/mine")
        theirs = FILES["users.toml"].replace("GET", "PUT")
        (root / "users.toml").write_text(theirs)
        await here.press("f8")
        await here.sees("yours are on top of it now")

        assert here.main.state.spec is not None
        assert here.main.state.spec.method == "PUT"
        await save(here)
        assert (root / "users.toml").read_text() == theirs.replace("/users", "/users/mine")


async def test_edits_survive_the_end_of_the_program(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/draft")
        await here.until(lambda: bool(here.main.state.drafts) and not here.main.files.unkept())

    async with desk(root) as here:
        await here.sees("unsaved edits are back", "/draft")
        assert here.main.state.opened == "users"

        await here.press("f12", "y")
        await here.until(lambda: not here.main.state.drafts)
        await here.until(lambda: not here.main.files.unkept())
    async with desk(root) as here:
        assert here.main.state.drafts == {}


async def test_a_draft_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    folder = Drafts(tmp_path / "state" / "drafts", root)._folder
    folder.mkdir(parents=True)
    (folder / "x.json").write_text("{")
    async with desk(root) as here:
        await here.sees("the draft cannot be read")
        assert (folder / "x.json").read_text() == "{"


async def test_all_edits_are_saved_at_once_but_for_what_has_no_file(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        for node in ("users", "slow"):
            await here.open(node)
            await here.press("ctrl+l", "end", "x")
            await here.until(partial(has_draft, here, node))
        await here.press("alt+n", "end", "y")
        await here.press("alt+y")
        await here.sees("saved 2 requests", "what is in no file yet is saved on its own")

        assert len(here.main.state.drafts) == 1
        assert here.main.state.opened in here.main.state.drafts
    assert '/usersx"' in (root / "users.toml").read_text()
    assert "0.05x" in (root / "slow.toml").read_text()


async def test_saving_all_leaves_what_cannot_be_saved(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        for node in ("users", "slow"):
            await here.open(node)
            await here.press("ctrl+l", "end", "x")
            await here.until(partial(has_draft, here, node))
        (root / "users.toml").write_text("= not TOML\n")
        await here.press("alt+y")
        await here.sees("saved slow.toml")

        assert set(here.main.state.drafts) == {"users"}


async def test_edits_are_shown_field_by_field(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("alt+d")
        await here.sees("nothing has changed")
        await here.press("ctrl+l", "end", *"/mine")
        await here.sees("● unsaved")
        await here.press("alt+d")
        await here.until(lambda: isinstance(here.app.screen, Comparison))
        await here.sees("- users.toml", "+ unsaved edits", "Request  1 line")
        await here.sees('~ url: "{{base_url}}/users" → "{{base_url}}/users/mine"')
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
