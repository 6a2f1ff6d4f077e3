"""A tour of the whole interface in a real terminal: every screen opens, shows, and closes."""

from pathlib import Path

import pytest

from .terminal import Terminal

# A key, and a text of its screen that is nowhere else. Escape goes back from each of them.
SCREENS = (
    ("f1", "╭─ Keys"),
    ("ctrl+p", "Find a command"),
    ("f3", "╭─ Environment"),
    ("alt+e", "▣ Environments"),
    ("f10", "▣ Variables"),
    ("alt+k", "▣ Cookies"),
    ("f11", "▣ History"),
    ("f4", "╭─ Theme"),
    ("alt+p", "▣ Settings"),
    ("ctrl+k", "╭─ Find a request"),
    ("ctrl+g", "╭─ Parallel run"),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_every_screen_opens_and_closes(tmp_path: Path, size: tuple[int, int]) -> None:
    with Terminal("demo", home=tmp_path, size=size) as terminal:
        terminal.wait_for("Demo", "Pick a request", "local")
        terminal.press("home", "enter")
        terminal.wait_for("→ http://127.0.0.1:")
        terminal.press("ctrl+r")
        terminal.wait_for("● 200 OK")
        for key, shown in SCREENS:
            terminal.press(key)
            terminal.wait_for(shown)
            terminal.press("escape")
            terminal.wait_for("● 200 OK", gone=shown)
        terminal.press("ctrl+q")

        assert terminal.wait_for_end() == 0
        assert terminal.left_on() == []
