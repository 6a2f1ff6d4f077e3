from pathlib import Path

import pytest

from workbench.tui.screens.dialogs import Ask
from workbench.tui.screens.main import keep_commands

from ...shops import desk, write_shop
from .test_filter_commands import answered

pytestmark = pytest.mark.anyio


async def test_a_body_is_saved_as_it_was_sent_and_never_over_a_file(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(write_shop(tmp_path), demo_url) as here:
        await answered(here)
        for told in ("saved ", "already"):
            await here.press("s")
            await here.until(lambda: isinstance(here.app.screen, Ask))
            await here.press("enter")
            await here.sees(told)
        body = here.main.state.exchanges["users"].body
        assert body is not None
        assert (tmp_path / "users.json").read_bytes() == body.read(0, body.size)


async def test_what_a_filter_made_is_saved_in_the_place_of_the_body(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(write_shop(tmp_path), demo_url) as here:
        await answered(here)
        await here.press("vertical_line", *"$.users[0].name", "enter")
        await here.sees("1 found")
        await here.press("s")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("enter")
        await here.sees("saved ")
        assert (tmp_path / "users.json").read_bytes() == b'["Ada Lovelace"]\n'


async def test_a_body_is_opened_by_its_type(
    tmp_path: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, bytes]] = []
    monkeypatch.setattr(
        keep_commands,
        "run_outside",
        lambda _app, program, path: ran.append((program, path.read_bytes())),
    )
    async with desk(write_shop(tmp_path), demo_url) as here:
        await answered(here)
        await here.press("O")
        await here.sees("there is no program for", "[openers]")
        await here.app.preferences.change(openers={"application/*": "viewer -x"})
        await here.press("O")
        await here.until(lambda: bool(ran))
        assert ran[0][0] == "viewer -x"
        assert b"Ada Lovelace" in ran[0][1]
