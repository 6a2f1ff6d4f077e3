from pathlib import Path

import pytest

from workbench.tui.screens.dialogs import Ask

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def on_name(here: Desk) -> None:
    """Send the list of users, and put the cursor on the first user's name."""
    await here.open("users")
    await here.press("ctrl+r")
    await here.done()
    await here.press("ctrl+o")
    await here.sees("$ ")
    while "users[0].name" not in here.text:
        await here.press("down")


async def test_a_value_becomes_a_check_and_a_capture_of_its_request(
    tmp_path: Path, demo_url: str
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await on_name(here)
        await here.press("exclamation_mark")
        await here.until(lambda: "users" in here.main.state.drafts)
        draft = here.main.state.drafts["users"]
        assert draft.checks.expect[0].text == 'jsonpath "$.users[0].name" == "Ada Lovelace"'

        await here.press("exclamation_mark")
        await here.sees("has this check already")
        await here.press("equals_sign")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("enter")
        await here.until(lambda: bool(here.main.state.drafts["users"].captures))
        capture = here.main.state.drafts["users"].captures[0]
        assert (capture.name, capture.value) == ("name", 'jsonpath "$.users[0].name"')


async def test_values_paths_and_templates_are_copied(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        copied: list[str] = []
        monkeypatch.setattr(here.app, "copy_to_clipboard", copied.append)
        await on_name(here)
        for key in ("y", "p", "t", "Y"):
            await here.press(key)
            count = len(copied)
            await here.until(lambda: bool(copied))
            assert count <= len(copied)
        await here.until(lambda: len(copied) == 4)

    assert copied[:3] == [
        "Ada Lovelace",
        "$.users[0].name",
        "{{response('users', '$.users[0].name')}}",
    ]
    assert copied[3].startswith('{\n  "page": 1')


async def test_a_place_is_gone_to_and_what_is_none_is_told(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await on_name(here)
        for place, told in (("2", "2/"), ("nowhere", "is no place")):
            await here.press("colon")
            await here.until(lambda: isinstance(here.app.screen, Ask))
            await here.press(*place, "enter")
            await here.sees(told)
