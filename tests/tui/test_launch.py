from pathlib import Path

import pytest

from workbench.tui.launch import launch, launch_demo
from workbench.tui.screens.start import StartScreen

from .headless import Story, tell
from .shops import Desk, write_shop
from .test_app import ready


async def leave(here: Desk) -> None:
    await ready(here)
    await here.press("ctrl+q")


def choosing(*keys: str) -> Story:
    async def story(here: Desk) -> None:
        await here.until(lambda: isinstance(here.app.screen, StartScreen))
        await here.press(*keys)

    return story


def test_a_collection_is_opened_with_what_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    async def story(here: Desk) -> None:
        await ready(here)
        await here.open("users")
        await here.sees("→ http://given/users")
        seen.append(here.main.state.environment or "")
        await here.press("ctrl+q")

    tell(monkeypatch, story)
    assert launch(write_shop(tmp_path), "other", {"base_url": "http://given"}) == 0
    assert seen == ["other"]


def test_a_collection_can_be_started_and_is_opened_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "shop"
    place.mkdir()
    apps = tell(monkeypatch, choosing("down", "enter"), leave)

    assert launch(None, directory=place) == 0
    assert (place / "collection.toml").exists()
    assert len(apps) == 2


def test_leaving_the_start_screen_starts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "shop"
    place.mkdir()
    apps = tell(monkeypatch, choosing("escape"))

    assert launch(None, directory=place) == 0
    assert list(place.iterdir()) == []
    assert len(apps) == 1


def test_the_demo_opens_with_its_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(here: Desk) -> None:
        await ready(here)
        here.tree.focus()
        await here.press("home", "enter", "ctrl+r")
        await here.done()
        await here.sees("● 200 OK")
        await here.press("ctrl+q")

    tell(monkeypatch, choosing("enter"), story)
    monkeypatch.chdir(tmp_path)
    assert launch(None) == 0


def test_the_demo_ends_with_the_code_of_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(here: Desk) -> None:
        await ready(here)
        here.app.exit(return_code=143)

    tell(monkeypatch, story)
    assert launch_demo() == 143
