from pathlib import Path

import pytest

from workbench.model import Row, Variable
from workbench.templating import Scope
from workbench.tui.panes.request.suggestions import Suggestions
from workbench.tui.widgets.completion import Coming, Offer

SCOPES = (
    Scope("environment local", (Variable("base_url", "http://h"),), "environments/local.toml"),
)
SUGGESTIONS = Suggestions(lambda: SCOPES, lambda: ("auth/login",))
NOTHING = Row("")


def texts(offer: Offer | None) -> list[str]:
    return [each.text for each in offer.suggestions] if offer is not None else []


def test_a_variable_comes_with_value_and_origin_and_closes_its_braces() -> None:
    offer = SUGGESTIONS.template("x {{ba", 6)

    assert offer is not None
    first = offer.suggestions[0]
    assert (offer.start, offer.end) == (4, 6)
    assert (first.text, first.name, first.cursor) == ("base_url}}", "base_url", 10)
    assert (first.note, first.origin) == ("http://h", "environments/local.toml")


def test_braces_that_are_closed_are_left_alone() -> None:
    assert texts(SUGGESTIONS.template("{{ba}}", 4))[0] == "base_url"


def test_a_function_that_needs_more_leaves_its_braces_open() -> None:
    offer = SUGGESTIONS.template("{{respon", 8)

    assert offer is not None
    assert (offer.suggestions[0].text, offer.suggestions[0].cursor) == ("response()", 9)
    assert texts(SUGGESTIONS.template("{{response('", 12)) == ["auth/login"]


@pytest.mark.parametrize("text", ["", "abc", "{{base_url}}"])
def test_outside_of_braces_there_is_nothing_to_say(text: str) -> None:
    assert SUGGESTIONS.in_row(NOTHING, 1, text, len(text)) is None


def test_header_names_and_values_that_fit_them() -> None:
    assert texts(SUGGESTIONS.in_header(NOTHING, 0, "if-n", 4)) == ["If-None-Match"]
    row = Row("content-type")
    assert "application/json" in texts(SUGGESTIONS.in_header(row, 1, "app", 3))
    assert SUGGESTIONS.in_header(row, 1, "text/html", 9) is None
    assert texts(SUGGESTIONS.in_header(row, 1, "{{ba", 4))[0] == "base_url}}"
    assert SUGGESTIONS.in_header(row, 2, "a", 1) is None


def test_checks_and_captures_have_the_words_of_their_language() -> None:
    assert texts(SUGGESTIONS.in_check(NOTHING, 0, "stat", 4)) == ["status "]
    assert "count " in texts(SUGGESTIONS.in_check(NOTHING, 0, 'jsonpath "$.a" c', 16))
    assert texts(SUGGESTIONS.in_capture(NOTHING, 1, 'jsonpath "$.a" redac', 20)) == ["redact "]
    assert SUGGESTIONS.in_capture(NOTHING, 0, "stat", 4) is None


def test_paths_are_suggested_where_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    words = Suggestions(lambda: SCOPES, root=lambda: tmp_path)

    def names(found: Offer | Coming | None) -> list[str]:
        assert isinstance(found, Coming)
        made = found.made()
        return [each.text for each in made.suggestions] if made is not None else []

    assert names(words.path("a", 1)) == ["a.png"]
    assert names(words.in_part(NOTHING, 1, "@a", 2)) == ["a.png"]
    assert words.in_part(NOTHING, 1, "a", 1) is None
    assert words.in_part(NOTHING, 0, "@a", 2) is None
    assert isinstance(words.in_part(NOTHING, 1, "@a.png;type=im", 14), Offer)
    assert isinstance(words.path("{{", 2), Offer)
    assert words.path("{{x}}/a", 7) is None  # what it comes to is not known here


def test_a_message_begins_with_what_it_is() -> None:
    words = Suggestions(tuple)

    def names(text: str, column: int = 1) -> list[str]:
        offer = words.in_message(Row("a"), column, text, len(text))
        return [] if offer is None else [each.name for each in offer.suggestions]

    assert names("") == ["text", "json", "base64", "file", "first"]
    assert names("fi") == ["file", "first"]
    assert names("first j") == ["json"]
    assert names("first f") == ["file"]
    assert names("text a") == names("t", 0) == []
