import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.shell_words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a \'b c\' "d \\" $e" f\\ g', ["a", "b c", 'd " $e', "f g"]),
        ("a \\\n  b\\\r\n c", ["a", "b", "c"]),
        ("$'x\\ny\\u0041\\x42\\'' z", ["x\nyAB'", "z"]),
        ("a'b'\"c\"d ''", ["abcd", ""]),
        ("$HOME `id`", ["$HOME", "`id`"]),
        ('curl ^"http://h^" ^\r\n  -H ^"A: ^%1^"', ["curl", "http://h", "-H", "A: %1"]),
        ("\\a \\é", ["a", "é"]),
    ],
)
def test_words_are_split_as_shells_do(text: str, words: list[str]) -> None:
    assert split_words(text) == (words, "")


def test_the_command_ends_where_another_begins() -> None:
    assert split_words("curl h | jq .") == (["curl", "h"], "| jq .")
    assert split_words("curl h && rm x")[1] == "&& rm x"


@pytest.mark.parametrize("text", ["'a", '"a', "a $'b", "a\\"])
def test_a_quote_that_is_never_closed_is_a_problem(text: str) -> None:
    with pytest.raises(WorkbenchError, match="never closed"):
        split_words(text)


@given(
    st.lists(st.text(st.characters(exclude_characters="^", codec="utf-8"), max_size=8), max_size=5)
)
def test_what_is_quoted_comes_back(words: list[str]) -> None:
    assert split_words(shlex.join(words)) == (words, "")
