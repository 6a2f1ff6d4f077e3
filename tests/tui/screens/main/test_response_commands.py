from pathlib import Path

import pytest

from workbench.tui.panes.response import ResponsePane

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio

WITH_BASELINE = 'name = "Echo"\nurl = "{{base_url}}/users"\n[baseline]\n'


def shop(tmp_path: Path, **files: str) -> Path:
    root = write_shop(tmp_path)
    for name, text in files.items():
        (root / f"{name}.toml").write_text(text)
    return root


async def sent(here: Desk, node: str) -> None:
    await here.open(node)
    await here.press("ctrl+r")
    await here.done()


async def test_brackets_turn_the_tabs_of_the_response(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await sent(here, "users")
        await here.press("ctrl+o", "]", "]")
        assert here.response.active == "Cookies"
        await here.press("[")
        assert here.response.active == "Headers"
        await here.sees("content-type: application/json")
        assert here.response.has_focus_within


async def test_the_first_response_is_stored_and_a_later_one_drifts_until_it_is_accepted(
    tmp_path: Path, demo_url: str
) -> None:
    root = shop(tmp_path, drifting=WITH_BASELINE)
    async with desk(root, demo_url) as here:
        await sent(here, "drifting")
        await here.sees("✗ 1 check failed")
        await here.press("ctrl+o", "B")
        await here.sees("✓ 2")
        stored = root / "drifting.baseline.toml"
        text = stored.read_text()
        assert "Ada Lovelace" in text

        stored.write_text(text.replace("Ada Lovelace", "Somebody"))
        await here.press("ctrl+r")
        await here.sees("✗ 1 check failed")
        await here.press("ctrl+o", "]", "]", "]")
        await here.sees("✗ failed  baseline: body", "Somebody", "Ada Lovelace", "B accept")
        await here.press("B")
        await here.sees("✓ all 2 checks passed")
        assert stored.read_text() == text


async def test_a_stored_response_that_changed_meanwhile_is_told(
    tmp_path: Path, demo_url: str
) -> None:
    root = shop(tmp_path, drifting=WITH_BASELINE)
    async with desk(root, demo_url) as here:
        await sent(here, "drifting")
        (root / "drifting.baseline.toml").write_text("status = 500\n")
        await here.press("ctrl+o", "B")
        await here.sees("has changed on disk")
        assert (root / "drifting.baseline.toml").read_text() == "status = 500\n"


async def test_a_request_without_a_baseline_gets_one_as_an_unsaved_edit(
    tmp_path: Path, demo_url: str
) -> None:
    root = write_shop(tmp_path)
    async with desk(root, demo_url) as here:
        await sent(here, "users")
        await here.press("ctrl+o", "B")
        await here.sees("✓ 2", "ctrl+s saves the [baseline]")
        assert here.main.state.drafts["users"].baseline is not None
        await here.press("ctrl+s")
        await here.until(lambda: "[baseline]" in (root / "users.toml").read_text())
        assert (root / "users.baseline.toml").exists()


async def test_commands_say_why_they_cannot_be(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.main.action_command("accept-baseline")
        await here.sees("Accept as baseline: send the request first")
        await sent(here, "users")
        await here.main.action_command("reveal")
        await here.sees("Reveal secrets: no secret was used")


async def test_secrets_are_stars_until_they_are_revealed_and_hidden_with_the_next_response(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "swordfish-123")
    root = shop(
        tmp_path,
        secret='name = "S"\nurl = "{{base_url}}/echo?key={{token}}"\nmethod = "POST"\n'
        '[headers]\nX-Key = "{{token}}"\n',
    )
    local = root / "environments" / "local.toml"
    local.write_text(local.read_text() + '[secrets]\ntoken = "env:SHOP_TOKEN"\n')
    async with desk(root, demo_url, size=(140, 60)) as here:
        await here.open("secret")
        await here.press("ctrl+r")
        await here.sees("Trust this collection?")
        await here.press("y")
        await here.done()
        await here.sees("key=*************")
        pane: ResponsePane = here.response
        for _ in range(6):
            await here.press("ctrl+o", "]")
            assert "swordfish" not in here.text
        await here.press("ctrl+o", *"[[[[[[", "V")
        await here.sees("! secrets are shown", "key=swordfish-123")
        await here.press("]")
        await here.sees("X-Key: swordfish-123")
        await here.press("V")
        await here.until(lambda: "swordfish" not in here.text)

        await here.press("V", "[")
        await here.sees("swordfish")
        await here.press("ctrl+r")
        await here.until(lambda: pane.shown is not None and pane.shown.id > 1)
        await here.until(lambda: "swordfish" not in here.text)
        assert "secrets are shown" not in here.text
