import pytest

from workbench.bodies.log_orders import defused, in_json, in_markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::add-mask::x", ": :add-mask::x"),
        ("  ::error::x", "  : :error::x"),
        ("one\n\t::error::x\ntwo", "one\n\t: :error::x\ntwo"),
        ("a ##vso[task]", "a # #vso[task]"),
        ("a ##VSO[task]", "a # #VSO[task]"),
        ("##teamcity[x]", "# #teamcity[x]"),
        ("a ##[error]", "a # #[error]"),
        ("###[error]", "## #[error]"),
        ("a::b ## c", "a::b ## c"),
    ],
)
def test_no_ci_server_takes_a_line_as_an_order(text: str, shown: str) -> None:
    assert defused(text) == shown


def test_formats_spell_the_first_character_without_a_change_of_meaning() -> None:
    assert defused('"##vso[x]"', in_json) == '"\\u0023#vso[x]"'
    assert defused("<p>\n::error::", in_markup) == "<p>\n&#58;:error::"
