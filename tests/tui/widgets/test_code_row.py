from rich.style import Style
from textual._text_area_theme import TextAreaTheme
from textual.widgets.text_area import Selection

from workbench.bodies.code.coloring import Span
from workbench.tui.widgets.code_row import Look, drawn_row, templates

THEME = TextAreaTheme("t", cursor_style=Style(reverse=True), selection_style=Style(underline=True),
                      bracket_matching_style=Style(strike=True))  # fmt: skip
STYLES = {"key": Style(bold=True), "template": Style(italic=True), "hit": Style(dim=True)}


def drawn(line: str, part: tuple[int, int], **seen: object) -> dict[str, str]:
    """Return the text that each style was put on."""
    usual = {"cursor": None, "here": False, "selection": Selection(), "brackets": (), "spans": (),
             "hits": ()}  # fmt: skip
    look = Look(**(usual | seen))  # type: ignore[arg-type]
    strip = drawn_row(line, 0, part, look, THEME, STYLES.__getitem__, 4)
    found: dict[str, str] = {"": strip.text}
    for text, style, _ in strip:
        for name in ("bold", "italic", "dim", "reverse", "underline", "strike"):
            if style is not None and getattr(style, name):
                found[name] = found.get(name, "") + text
    return found


def test_parts_are_coloured_and_cut_to_the_row() -> None:
    spans = (Span(1, 6, "key"),)

    assert drawn("abcdefgh", (0, 8), spans=spans) == {"": "abcdefgh ", "bold": "bcdef"}
    assert drawn("abcdefgh", (4, 8), spans=spans) == {"": "efgh ", "bold": "ef"}
    assert drawn("abcdefgh", (6, 8), spans=spans) == {"": "gh "}


def test_marks_lie_over_colours() -> None:
    found = drawn("a{{b}}", (0, 6), hits=[(0, 1)], brackets=((0, 0), (1, 3)), cursor=(0, 6))

    assert found == {"": "a{{b}} ", "italic": "{{b}}", "dim": "a", "strike": "a", "reverse": " "}


def test_the_cursor_at_a_cut_is_drawn_once() -> None:
    assert "reverse" not in drawn("abcdef", (0, 3), cursor=(0, 3))
    assert drawn("abcdef", (3, 6), cursor=(0, 3))["reverse"] == "d"


def test_a_selection_over_lines_shows_that_their_end_is_in_it() -> None:
    selection = Selection((0, 1), (2, 0))

    assert drawn("abc", (0, 3), selection=selection)["underline"] == "bc "


def test_what_stands_behind_tabs_is_where_it_is_drawn() -> None:
    found = drawn("a\tb", (0, 3), spans=(Span(1, 3, "key"),), cursor=(0, 2))

    assert found == {"": "a   b ", "bold": "   b", "reverse": "b"}


def test_templates_are_told_from_slips() -> None:
    assert list(templates("{{a}} {{ b c }} {{")) == [(0, 5, "template"), (6, 15, "bad")]
