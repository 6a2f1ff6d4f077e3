from workbench.errors import Problem
from workbench.preferences import Settings
from workbench.tui.keymap import keymap
from workbench.tui.screens.main.words import explained, welcome


def test_a_newcomer_learns_what_to_press() -> None:
    keys = keymap(Settings(keys={"send": ("f5",), "run": ()}))

    assert "f5" in welcome(keys).plain
    assert "many times" not in welcome(keys).plain


def test_a_problem_says_where_what_and_what_may_help() -> None:
    text = explained(Problem("[b]unknown[/b]", "users.toml:7", "look"), keymap()).plain

    assert "[b]unknown[/b]" in text
    assert "in users.toml:7" in text
    assert "hint: look" in text
    assert "f8 reads it again" in text
