from workbench.model import Environment, SecretReference, Variable
from workbench.tui.screens.environments import words

LOCAL = Environment(
    "local",
    (Variable("url", "http://a"), Variable("gone", 1), Variable("same", True)),
    (SecretReference("token", "env:A"),),
)
LIVE = Environment(
    "live",
    (Variable("url", "http://b"), Variable("same", True), Variable("new", "[x]")),
    (SecretReference("token", "env:B"),),
    color="red",
    protected=True,
    app="a:b",
    local=frozenset({"new"}),
)


def test_what_differs_is_listed_by_name() -> None:
    assert [line.plain for line in words.differences(LOCAL, LIVE)] == [
        "otherwise than in local:",
        "url  http://a  →  http://b",
        "gone  is not there",
        "token  env:A, a secret  →  env:B, a secret",
        "new  [x]  is new there",
        "(app)  a:b  is new there",
        "(protected)  yes  is new there",
    ]


def test_nothing_differs_from_itself_or_from_its_like() -> None:
    assert [line.plain for line in words.differences(LOCAL, LOCAL)] == ["this one is used now"]
    twin = Environment("twin", LOCAL.variables, LOCAL.secrets)
    assert [line.plain for line in words.differences(LOCAL, twin)] == ["it says the same as local"]
    assert words.differences(LOCAL, None) == []


def test_without_one_in_use_all_that_is_said_is_listed() -> None:
    assert [line.plain for line in words.differences(None, LOCAL)][:2] == [
        "url  http://a",
        "gone  1",
    ]


def test_a_line_says_in_words_what_its_colours_say() -> None:
    assert words.row(LIVE, used=True).plain == (
        " ● ■ live  ▲ protected  3 variables, 1 secret, app a:b, 1 of yours alone"
    )
    assert words.row(Environment("x"), used=False).plain == "   ■ x  says nothing yet"
