import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.colors import LONGEST, SYNTAXES, colored, colored_view
from workbench.bodies.safe import safe_text

from .growing import Grown, plain


@pytest.mark.parametrize("syntax", SYNTAXES)
@given(text=st.text("<>/='\"a1 &;:#{}[](),.-_@!*\\`\x1b", max_size=60))
def test_colours_change_no_character(syntax: str, text: str) -> None:
    assert plain([colored(text, syntax)]) == [safe_text(text)]


@pytest.mark.parametrize(
    ("syntax", "text", "piece"),
    [
        ("json", '{"a\\"b": 1}', ("key", '"a\\"b"')),
        ("json", '["x"]', ("string", '"x"')),
        ("markup", "<!-- no -->", ("more", "<!-- no -->")),
        ("markup", "a &amp; b", ("number", "&amp;")),
        ("markup", "<!DOCTYPE html>", ("word", "<!DOCTYPE html>")),
        ("script", "return `x${1}`", ("string", "`x${1}`")),
        ("script", "f(0x1f)", ("number", "0x1f")),
        ("style", "@media all", ("word", "@media")),
        ("style", "a { margin: 1.5em }", ("number", "1.5em")),
        ("yaml", "- a: null # why", ("more", "# why")),
        ("yaml", "- &x *y", ("word", "&x")),
    ],
)
def test_pieces_say_what_they_are(syntax: str, text: str, piece: tuple[str, str]) -> None:
    assert piece in colored(text, syntax)


def test_the_end_of_a_very_long_line_is_plain() -> None:
    line = colored('"a" ' * LONGEST, "json")

    assert line[-1][0] == "text"
    assert len(line[-1][1]) >= 3 * LONGEST - 10


def test_a_view_draws_its_rows_in_colours() -> None:
    source = Grown(b"[1]\n[2]")
    index = colored_view("json")(source, "")
    index.feed(bytes(source.data))

    assert index.rows(1, 1) == [(("punct", "["), ("number", "2"), ("punct", "]"))]
