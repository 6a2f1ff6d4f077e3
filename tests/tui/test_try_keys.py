import pytest

from workbench.tui.keymap import keymap
from workbench.tui.try_keys import TryKeys

from .widgets.apps import screen_text

pytestmark = pytest.mark.anyio


async def test_each_key_is_named_with_what_it_does_now() -> None:
    app = TryKeys(keymap())
    async with app.run_test(size=(110, 20)) as pilot:
        await pilot.press("ctrl+b", "f22", "question_mark", "ctrl+i", "comma", "ctrl+q")
        await pilot.pause()
        lines = [line.split() for line in screen_text(app).splitlines()]

        assert ["ctrl+b", "sidebar", "(everywhere)"] in lines
        assert ["f22", "free"] in lines
        assert "cannot tell ctrl+i from tab" in screen_text(app)
        assert any(line[:1] == ["comma"] and "more" in line for line in lines)
        assert any(line[:2] == ["ctrl+q", "quit"] for line in lines)


async def test_escape_twice_leaves() -> None:
    app = TryKeys(keymap())
    async with app.run_test() as pilot:
        await pilot.press("escape", "a", "escape")
        await pilot.pause()
        assert "escape" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 0
