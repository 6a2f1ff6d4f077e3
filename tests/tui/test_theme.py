from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from workbench.preferences import Theme
from workbench.store.themes import load_themes
from workbench.tui.theme import (
    DEFAULTS,
    method_color,
    names,
    status_color,
    textual_theme,
    variable_defaults,
)

NIGHT = Theme("night", True, {"primary": "#111111", "accent": "#222222"}, {"json-key": "#333333"})


def test_a_theme_keeps_its_colours_and_variables() -> None:
    theme = textual_theme(NIGHT)

    assert (theme.name, theme.dark) == ("night", True)
    assert (theme.primary, theme.accent) == ("#111111", "#222222")
    assert theme.variables == {"json-key": "#333333"}


@pytest.mark.parametrize("name", ["textual-dark", "textual-light", "nord", "gruvbox"])
def test_themes_that_do_not_know_our_colours_get_them_from_their_own(name: str) -> None:
    base = BUILTIN_THEMES[name].to_color_system().generate()

    assert set(variable_defaults(base)) == {*DEFAULTS, "cursor", "muted", "faint"}
    assert variable_defaults(base)["method-get"] == base["success"]


def test_methods_and_statuses_have_colours_known_or_not() -> None:
    assert method_color("get") == "$method-get"
    assert method_color("PURGE") == "$method-other"
    assert method_color("WS") == "$method-websocket"
    assert status_color(204) == "$status-2xx"
    assert status_color(None) == "$error"
    assert status_color(999) == "$error"


def channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(color: str) -> float:
    red, green, blue = (channel(int(color[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


SHIPPED, _ = load_themes(Path("/nonexistent"))
GROUNDS = ("background", "surface", "panel")


def test_there_are_dark_and_light_themes_to_choose_from() -> None:
    assert len(SHIPPED) >= 8
    assert len([theme for theme in SHIPPED if not theme.dark]) >= 3


@pytest.mark.parametrize("theme", SHIPPED, ids=lambda theme: theme.name)
def test_every_theme_of_ours_names_every_colour(theme: Theme) -> None:
    assert set(theme.variables) >= set(DEFAULTS)
    assert set(theme.colors) == {
        *GROUNDS, "foreground", "primary", "secondary", "accent", "success", "warning", "error"
    }  # fmt: skip


@pytest.mark.parametrize("theme", SHIPPED, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    texts = {n: c for n, c in theme.colors.items() if n not in GROUNDS} | {**theme.variables}
    weak = {
        (name, ground): round(contrast(color, theme.colors[ground]), 2)
        for name, color in texts.items()
        for ground in GROUNDS
        if contrast(color, theme.colors[ground]) < 4.5
    }

    assert weak == {}
    assert contrast(theme.colors["foreground"], theme.colors["background"]) >= 7


def test_dark_themes_are_listed_first() -> None:
    light, dark = Theme("a", False, {}), Theme("b", True, {})

    assert names([light, dark]) == ["b", "a"]
