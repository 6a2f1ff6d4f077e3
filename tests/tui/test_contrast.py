from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from workbench.store.themes import load_themes
from workbench.tui.contrast import BLACK, DIM, TEXT, WHITE, contrast, ink, quiet_colors
from workbench.tui.theme import textual_theme

SHIPPED = [textual_theme(theme) for theme in load_themes(Path("/nonexistent"))[0]]
MIXED = [theme for theme in BUILTIN_THEMES.values() if not theme.ansi]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast(Color.parse("#767676"), WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("ground", "text"), [("#3fa66a", BLACK), ("#003366", WHITE)])
def test_words_on_a_colour_are_black_or_white(ground: str, text: Color) -> None:
    assert ink(Color.parse(ground)) == text


@pytest.mark.parametrize("theme", [*SHIPPED, *MIXED], ids=lambda theme: theme.name)
def test_quiet_text_can_be_read_on_every_ground(theme: Theme) -> None:
    base = theme.to_color_system().generate()
    quiet = {name: Color.parse(color) for name, color in quiet_colors(base).items()}
    best = Color.parse(base["foreground"])
    for name in ("background", "surface", "panel"):
        ground = Color.parse(base[name])
        assert contrast(quiet["muted"], ground) >= min(TEXT, contrast(best, ground))
        assert contrast(quiet["faint"], ground) >= min(DIM, contrast(best, ground))


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
def test_colours_of_the_terminal_are_not_mixed(name: str) -> None:
    quiet = quiet_colors(BUILTIN_THEMES[name].to_color_system().generate())

    assert quiet["muted"] == "ansi_default"
    assert quiet["cursor"].startswith("ansi_")


@pytest.mark.parametrize("theme", SHIPPED, ids=lambda theme: theme.name)
def test_every_text_of_ours_can_be_read_under_the_cursor(theme: Theme) -> None:
    base = theme.to_color_system().generate()
    cursor = Color.parse(quiet_colors(base)["cursor"])
    texts = {
        **theme.variables,
        **{name: base[name] for name in ("foreground", "primary", "secondary", "accent")},
        **{name: base[name] for name in ("success", "warning", "error")},
        "muted": quiet_colors(base)["muted"],
    }
    weak = {n: c for n, c in texts.items() if contrast(Color.parse(c), cursor) < TEXT}

    assert weak == {}
