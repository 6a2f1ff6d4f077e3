from pathlib import Path

import pytest

from ...shops import FILES, desk, write_shop

pytestmark = pytest.mark.anyio


async def test_the_collection_is_shown_with_its_environment(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.sees("Shop", "List users", "Signing in", "broken (unreadable)", "local")
        assert "Pick a request" in here.text


async def test_problems_are_one_clear_line(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("✗", "refused", "is the server running?")

        await here.press("ctrl+l", "ctrl+u", *"{{base_ur}}/x", "enter")
        await here.sees('"{{base_ur}}"', 'did you mean "base_url"?')


async def test_an_unreadable_file_says_why_and_is_left_alone(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        here.tree.reveal("broken")
        await here.press("enter")
        await here.sees("broken.toml:", "The file is left as it is")
    assert (root / "broken.toml").read_text() == FILES["broken.toml"]


async def test_what_cannot_be_done_now_says_why(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+s")
        await here.sees("Save request: open a request first")


async def test_every_key_of_the_table_can_be_pressed_without_harm(tmp_path: Path) -> None:
    from workbench.tui.commands import COMMANDS

    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        for command in COMMANDS:
            if command.id == "quit":
                continue
            for key in command.keys.split(","):
                here.tree.focus()
                await here.press(key)
                while here.app.screen is not here.main:
                    await here.press("escape")
        assert here.app._exception is None


async def test_it_works_at_80_by_24(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url, size=(80, 24)) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.sees("● 200 OK", "Send", "Headers", '"users"')

        await here.press("ctrl+g", "enter")
        await here.sees("done 50/50", "p99")


async def test_the_url_field_has_the_focus_when_asked(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+l")
        assert here.app.focused is here.main.query_one("#url")
        await here.press("ctrl+t")
        assert here.tree.has_focus


async def test_without_a_place_for_state_everything_else_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_STATE_DIR", "/dev/null/state")
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", "/dev/null/config")
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", *"/a1")
        await here.sees("/dev/null/state")
        await here.press("ctrl+s")
        await here.until(lambda: not here.main.state.drafts)
        await here.press("f4", "down", "enter")
        await here.sees("/dev/null/config")

    assert "users/a1" in (root / "users.toml").read_text()


async def test_a_request_that_checks_no_certificate_says_so_all_the_time(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    (root / "odd.toml").write_text('url = "https://h"\n[options]\nverify = false\n')
    async with desk(root) as here:
        await here.open("odd")
        await here.sees("⚠ certificate not checked", "→ https://h")
        await here.open("users")
        assert "certificate not checked" not in here.text
