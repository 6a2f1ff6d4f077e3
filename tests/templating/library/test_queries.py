import json
import re
from collections.abc import Sequence

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.model import Value, text_of
from workbench.templating import LIBRARY, MASK, Filled, Resolver
from workbench.templating.library import library, queries

from ..moment import AMBIENT, env, secret


def find(query: str, document: Value) -> tuple[bool, Sequence[Value]]:
    """Find members by their names, as in `$.a`; `$..a` can find several."""
    if not query.startswith("$"):
        raise WorkbenchError(Problem(f'"{query}" is not a JSONPath'))
    *_, name = query.split(".")
    several = ".." in query
    found = [document[name]] if isinstance(document, dict) and name in document else []
    return several, found


def search(pattern: str, text: str) -> Sequence[str | None] | None:
    try:
        match = re.search(pattern, text)
    except re.error:
        raise WorkbenchError(Problem(f'the pattern "{pattern}" cannot be read')) from None
    return match and (match[0], *match.groups())


QUERIES = queries(find, search)
SCOPES = [secret(bad="(s3cret"), *env(doc={"a": 1}, text=json.dumps({"a": "x"}), line="id=42;")]


def resolver() -> Resolver:
    return Resolver(SCOPES, {**LIBRARY, **library(QUERIES)}, ambient=AMBIENT)


def fill(text: str) -> Filled:
    resolving = resolver()
    filled = resolving.value(text, "url")
    resolving.finish()
    return filled


def test_examples_are_documented_and_true() -> None:
    jsonpath, regex = QUERIES

    assert (jsonpath.name, regex.name) == ("jsonpath", "regex")
    assert jsonpath.doc.endswith(".")
    assert regex.doc.endswith(".")
    assert text_of(fill(regex.example).value) == regex.result


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{doc | jsonpath('$.a')}}", 1),
        ("{{doc | jsonpath('$..a')}}", [1]),
        ("{{doc | jsonpath('$..b')}}", []),
        ("{{text | jsonpath('$.a')}}", "x"),
        ("{{doc | jsonpath('$.b') | default(7)}}", 7),
        ("{{line | regex('id=([0-9]+)')}}", "42"),
        ("{{line | regex('[0-9]+')}}", "42"),
        ("{{line | regex('id=([0-9]+)', 0)}}", "id=42"),
        ("{{line | regex('id=(x)?')}}", ""),
        ("{{line | regex('x') | default('none')}}", "none"),
    ],
)
def test_what_is_found(text: str, value: object) -> None:
    assert fill(text).value == value


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{doc | jsonpath('$.b')}}", "the query finds nothing"),
        ("{{doc | jsonpath('a')}}", '"a" is not a JSONPath'),
        ("{{doc | jsonpath('a') | default(1)}}", '"a" is not a JSONPath'),
        ("{{line | jsonpath('$.a')}}", "the value is not JSON"),
        ("{{line | regex('x')}}", "the pattern matches nothing"),
        ("{{line | regex('x(')}}", 'the pattern "x(" cannot be read'),
        ("{{line | regex('(i)', 2)}}", '"group" is between 0 and 1'),
        ("{{line | regex(bad)}}", f'the pattern "{MASK}" cannot be read'),
    ],
)
def test_what_is_not_found_is_told_without_secrets(text: str, what: str) -> None:
    resolving = resolver()
    resolving.text(text, "url")

    (problem,) = resolving.problems
    assert problem.what.endswith(what)
