import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import SecretReference, Variable
from workbench.templating import LIBRARY, MASK, Candidate, Completion, Scope, complete

SCOPES = [
    Scope(
        "environment local",
        (
            Variable("base_url", "http://h", description="where it is"),
            Variable("off", enabled=False),
        ),
        secrets=(SecretReference("token", "env:TOKEN"),),
    ),
    Scope(
        "folder", (Variable("user", "x" * 100), Variable("url", removed=True)), "users/folder.toml"
    ),
    Scope("session", (Variable("pin", "s3cret"),), secret=True),
]


def at_cursor(marked: str) -> Completion | None:
    """Complete where the text has its bar of `‸`."""
    return complete(marked.replace("‸", ""), marked.index("‸"), SCOPES)


def names(marked: str) -> list[str]:
    found = at_cursor(marked)
    return [candidate.name for candidate in found.candidates] if found else []


def test_a_name_is_completed_with_its_value_and_origin() -> None:
    found = at_cursor("a {{ base‸ }} b")

    assert found is not None
    assert (found.start, found.end) == (5, 9)
    assert found.candidates[0] == Candidate(
        "base_url", "variable", "base_url", 8, "http://h", "environment local", "where it is"
    )
    assert [candidate.name for candidate in found.candidates[1:]] == [
        name for name in LIBRARY if name.startswith("base")
    ]


def test_secrets_are_masked_and_long_values_cut() -> None:
    found = at_cursor("{{‸")

    assert found is not None
    values = {candidate.name: candidate.value for candidate in found.candidates}
    assert (values["token"], values["pin"]) == (MASK, MASK)
    assert values["user"] == "x" * 59 + "…"
    assert "s3cret" not in repr(found)


def test_everything_that_can_start_is_offered_in_empty_braces() -> None:
    assert names("{{‸") == ["base_url", "token", "user", "pin", *LIBRARY]
    assert names("{{ ‸ }}") == names("{{‸")


def test_pipes_are_offered_behind_a_bar() -> None:
    offered = names("{{ user | ‸")

    assert "upper" in offered
    assert "user" not in offered
    assert "uuid" not in offered
    assert "env" not in offered
    assert names("{{ user | upper | ba‸") == [name for name in LIBRARY if name.startswith("ba")]


@pytest.mark.parametrize(
    ("marked", "text", "cursor"),
    [
        ("{{uui‸", "uuid()", 6),
        ("{{en‸", "env()", 4),
        ("{{a | uppe‸", "upper", 5),
        ("{{a | repl‸", "replace()", 8),
    ],
)
def test_a_function_has_the_cursor_where_arguments_go(marked: str, text: str, cursor: int) -> None:
    found = at_cursor(marked)

    assert found is not None
    candidate = found.candidates[0]
    assert (candidate.text, candidate.cursor) == (text, cursor)
    assert candidate.value == LIBRARY[candidate.name].signature
    assert candidate.doc == LIBRARY[candidate.name].doc


def test_a_name_can_be_an_argument() -> None:
    assert names("{{ user | hmac(to‸") == ["token"]
    assert names("{{ user | hmac(key=pi‸") == ["pin"]
    assert names("{{ user | hmac('a', us‸") == ["user"]


def test_the_first_argument_is_one_of_those_that_are_known() -> None:
    known = {"response": ["auth/login", "auth/logout", "users/list"]}
    text = "{{ response('auth/l')}}"

    found = complete(text, 19, SCOPES, arguments=known)

    assert found is not None
    assert text[found.start : found.end] == "auth/l"
    assert [candidate.text for candidate in found.candidates] == ["auth/login", "auth/logout"]
    found = complete("{{ env('", 8, SCOPES, arguments=known)
    assert found is not None
    assert found.candidates == ()
    assert complete("{{ response('auth/login', '$", 28, SCOPES, arguments=known) is None


@pytest.mark.parametrize(
    "marked",
    [
        "us‸",
        "{{user}} us‸",
        r"\{{us‸",
        "{{7*7}} us‸",
        "{{\nus‸",
        "{{ 'us‸",
        "{{ user us‸",
        "{{ user ‸",
        "{{ uuid() ‸",
        "{{ env(us‸",
        "{{ hmac('a' us‸",
        '{{ hmac("us‸',
    ],
)
def test_nothing_is_offered_where_nothing_fits(marked: str) -> None:
    assert names(marked) == []


def test_what_begins_like_the_word_comes_before_what_holds_it() -> None:
    offered = names("{{ RL‸")

    assert offered[0] == "base_url"
    assert names("{{ url‸")[0] == "url_encode"
    assert "base_url" in names("{{ url‸")


def test_the_whole_word_at_the_cursor_is_replaced() -> None:
    found = at_cursor("{{{ ba‸se-x | upper }}")

    assert found is not None
    assert (found.start, found.end) == (4, 10)


@given(st.text(st.sampled_from("{}|()'\\ab,= \n"), max_size=30), st.data())
@settings(deadline=None)
def test_completing_never_fails(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    found = complete(text, cursor, SCOPES)

    assert found is None or found.start <= cursor <= found.end
