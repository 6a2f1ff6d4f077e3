import pytest

from workbench.bodies.code.languages import commented


@pytest.mark.parametrize(
    ("language", "lines", "expected"),
    [
        ("graphql", ["  a", "", "    b"], ["  # a", "", "  #   b"]),
        ("xml", ["<a>", "  <b/>"], ["<!-- <a> -->", "<!--   <b/> -->"]),
    ],
)
def test_lines_become_comments_and_lines_again(
    language: str, lines: list[str], expected: list[str]
) -> None:
    made = commented(lines, language)

    assert made == expected
    assert commented(made, language) == lines


def test_a_comment_among_other_lines_is_commented_as_well() -> None:
    assert commented(["# a", "b"], "graphql") == ["# # a", "# b"]


def test_json_has_no_comments() -> None:
    assert commented(["1"], "json") is None
