import pytest
from textual.app import App

from workbench.tui.outside_text import edited_outside, editor

from .widgets.apps import Showing

pytestmark = pytest.mark.anyio


def test_the_editor_is_the_user_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    assert editor() == "vi"
    monkeypatch.setenv("EDITOR", "ed")
    assert editor() == "ed"
    monkeypatch.setenv("VISUAL", "code -w")
    assert editor() == "code -w"


async def test_a_terminal_that_cannot_be_lent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(App, "notify", lambda _, text, **given: told.append(text))
    async with Showing().run_test() as pilot:
        assert await edited_outside(pilot.app, "x", "json") is None

    assert told == ["this terminal cannot be lent to other programs"]
