import pytest

from workbench.errors import WorkbenchError
from workbench.store.history import Filter, parse_filter

NOW = 1_000_000.0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Filter()),
        ("users 42", Filter(words=("users", "42"))),
        ("http://a:80/b", Filter(words=("http://a:80/b",))),
        ("status:4xx", Filter(statuses=((400, 499),))),
        ("status:404,5", Filter(statuses=((404, 404), (500, 599)))),
        ("method:post,put", Filter(methods=("POST", "PUT"))),
        ("env:local", Filter(environments=("local",))),
        ("request:auth/login", Filter(request="auth/login")),
        ("since:1d", Filter(since=NOW - 86_400)),
        ("before:30m", Filter(before=NOW - 1800)),
        ("is:failed", Filter(failed=True)),
        ("STATUS:2XX", Filter(statuses=((200, 299),))),
        ("status: x", Filter(words=("x",))),
    ],
)
def test_words_become_a_filter(text: str, wanted: Filter) -> None:
    assert parse_filter(text, NOW) == wanted


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("stat:4xx", 'nothing to filter by "stat"'),
        ("status:6xx", '"6xx" is no status'),
        ("since:yesterday", '"yesterday" is no time'),
        ("is:odd", 'nothing "is:odd"'),
    ],
)
def test_a_word_that_means_nothing_is_told(text: str, problem: str) -> None:
    with pytest.raises(WorkbenchError, match=problem):
        parse_filter(text, NOW)


def test_a_likely_key_is_offered() -> None:
    with pytest.raises(WorkbenchError, match='did you mean "status"'):
        parse_filter("statsu:4xx", NOW)
