import time

import pytest

from ..moment import env, fill, problems

SCOPES = env(tags=["a", 2, True], empty="", none=None, table={"a": 1}, text="größe")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{text | upper}}", "GRÖSSE"),
        ("{{'a--b' | replace('-')}}", "ab"),
        ("{{' a  b ' | split}}", ["a", "b"]),
        ("{{'a::b' | split('::')}}", ["a", "b"]),
        ("{{tags | join(', ')}}", "a, 2, true"),
        ("{{tags | first}}", "a"),
        ("{{tags | last}}", True),
        ("{{text | last}}", "e"),
        ("{{tags | slice(1)}}", [2, True]),
        ("{{text | slice(-2)}}", "ße"),
        ("{{text | slice(1, '3')}}", "rö"),
        ("{{tags | length}}", 3),
        ("{{table | length}}", 1),
        ("{{tags | default('x')}}", ["a", 2, True]),
        ("{{empty | default('x')}}", "x"),
        ("{{none | default(1)}}", 1),
        ("{{0 | default(1)}}", 0),
        ("{{false | default(true)}}", False),
        ("{{nothing | default('x') | upper}}", "X"),
        ("{{empty | first | default('x')}}", "x"),
    ],
)
def test_texts_and_lists(text: str, value: object) -> None:
    filled = fill(text, SCOPES).value

    assert (filled, type(filled)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{'a' | replace('', 'b')}}", '"old" is empty'),
        ("{{'a' | join}}", "the value is not a list"),
        ("{{empty | first}}", "the value is empty"),
        ("{{tags | slice('b')}}", '"start" is not a whole number'),
    ],
)
def test_what_does_not_fit_is_told(text: str, what: str) -> None:
    (problem,) = problems(text, SCOPES)

    assert problem.what.endswith(what)


@pytest.mark.parametrize(
    "text", ["{{long | replace('a', '%s')}}", "{{long | split('b') | join('%s')}}"]
)
def test_what_would_grow_too_large_is_never_made(text: str) -> None:
    started = time.thread_time()

    (problem,) = problems(text % ("x" * 900), env(long="ab" * 1_000_000))

    assert problem.what.endswith("the text grows beyond 16 MiB")
    assert time.thread_time() - started < 20
