import pytest

from workbench.bodies.code.line_breaks import line_break, outdented


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("", "", ("\n", "")),
        ("  a", "b", ("\n  ", "")),
        ("\t\ta,", "", ("\n\t\t", "")),
        ("  {", "", ("\n    ", "")),
        ('  "a": [ ', " ]", ("\n    ", "\n  ")),
        ("user(", ")", ("\n  ", "\n")),
        ("[", "}", ("\n  ", "")),
        ("  ", "{", ("\n  ", "")),
        ("  {{", "}}", ("\n  ", "")),
    ],
)
def test_the_next_line_begins_where_it_should(
    before: str, behind: str, expected: tuple[str, str]
) -> None:
    assert line_break(before, behind, "  ") == expected


def test_a_closing_bracket_that_begins_its_line_goes_out() -> None:
    assert outdented("    ", "}", "  ") == 2
    assert outdented("\t\t", "]", "  ") == 1
    assert outdented(" ", ")", "  ") == 1
    assert (
        outdented("", "}", "  ") == outdented("  a", "}", "  ") == outdented("  ", "x", "  ") == 0
    )
