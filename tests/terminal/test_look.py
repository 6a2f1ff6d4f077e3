"""The program in terminals that can show less: without colour, with 16, and in odd scripts."""

import re
from pathlib import Path

import pytest

from .terminal import Terminal

TRUE = re.compile(r"[34]8;2;(\d+);(\d+);(\d+)")
NAMES = {"cjk": "取得用户 一覧", "emoji": "rocket 🚀 👍", "rtl": "שלום ‮evil", "plain": "Plain"}


def open_request(terminal: Terminal) -> None:
    """Send the first request of the demo, and wait for its answer."""
    terminal.wait_for("Demo", "Pick a request", "local")
    terminal.press("home", "enter")
    terminal.wait_for("→ http://127.0.0.1:")
    terminal.press("ctrl+r")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_without_colour_all_is_said_by_words_and_signs(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    environment = {"NO_COLOR": "1"}
    with Terminal("demo", home=tmp_path, size=size, environment=environment) as terminal:
        open_request(terminal)
        terminal.wait_for("● 200 OK", "✓")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0

    colours = TRUE.findall(terminal.raw)
    assert colours
    assert [each for each in colours if len(set(each)) > 1] == []  # greys, all of them


def test_sixteen_colours_are_enough(tmp_path: Path) -> None:
    environment = {"TERM": "xterm", "COLORTERM": "", "TEXTUAL_COLOR_SYSTEM": "standard"}
    with Terminal("demo", home=tmp_path, environment=environment) as terminal:
        open_request(terminal)
        terminal.wait_for("● 200 OK", "✓")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0

    assert "8;2;" not in terminal.raw
    assert "8;5;" not in terminal.raw


def test_the_theme_follows_a_light_terminal(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/settings.toml").write_text('theme = "auto"\ntheme_light = "chalk"\n')
    with Terminal("demo", home=tmp_path, environment={"COLORFGBG": "0;15"}) as terminal:
        terminal.wait_for("Demo", "Pick a request", "local")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0

    assert "\x1b]11;?" in terminal.raw
    assert "48;2;255;255;255" in terminal.raw


def test_wide_and_right_to_left_names_move_no_border(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "collection.toml").write_text('format = 1\nname = "Shop"\n')
    for node, name in NAMES.items():
        (shop / f"{node}.toml").write_text(f'name = "{name}"\nurl = "http://127.0.0.1:1/"\n')
    with Terminal(str(shop), home=tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for(*(name.split()[0] for name in NAMES.values()), "Pick a request")
        lines = terminal.text.splitlines()
        plain = next(line for line in lines if "Plain" in line)
        border = terminal.column(plain.index("│", 1))
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0

    named = [y for y, line in enumerate(lines) if any(n.split()[0] in line for n in NAMES.values())]
    assert len(named) == len(NAMES)
    assert [border[y] for y in named] == ["│"] * len(NAMES)
    assert "‮" not in terminal.raw
