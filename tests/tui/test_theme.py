import pytest
from textual.theme import BUILTIN_THEMES

from workbench.model import Theme
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

    assert set(variable_defaults(base)) == set(DEFAULTS)
    assert variable_defaults(base)["method-get"] == base["success"]


def test_methods_and_statuses_have_colours_known_or_not() -> None:
    assert method_color("get") == "$method-get"
    assert method_color("PURGE") == "$method-other"
    assert status_color(204) == "$status-2xx"
    assert status_color(None) == "$error"
    assert status_color(999) == "$error"


def test_dark_themes_are_listed_first() -> None:
    light, dark = Theme("a", False, {}), Theme("b", True, {})

    assert names([light, dark]) == ["b", "a"]
