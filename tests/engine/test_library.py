import time
from datetime import UTC, datetime

import pytest

from workbench.engine.library import FUNCTIONS
from workbench.model import Value, text_of
from workbench.templating import LIBRARY, Ambient, Resolver, Scope, variables_of

DOC = '{"items": [{"id": 1.10, "tags": ["a"]}, {"id": null, "tags": []}], "name": "Ada"}'


def resolving(**values: Value) -> Resolver:
    scopes = [Scope("captures", variables_of(values), literal=True)]
    return Resolver(scopes, FUNCTIONS, ambient=Ambient(datetime.now(UTC), bytes))


def fill(text: str, **values: Value) -> str:
    resolver = resolving(doc=DOC, **values)
    filled = resolver.value(text, "url")
    resolver.finish()
    return filled.text


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - set(LIBRARY)))
def test_the_examples_of_queries_are_true(name: str) -> None:
    function = FUNCTIONS[name]

    assert text_of(fill(function.example)) == function.result


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{doc | jsonpath('$.name')}}", "Ada"),
        ("{{doc | jsonpath('$.items[0].id')}}", "1.10"),
        ("{{doc | jsonpath('$.items[1].id')}}", "null"),
        ("{{doc | jsonpath('$.items[*].tags')}}", '[["a"],[]]'),
        ("{{doc | jsonpath('$.items[?@.id == null].tags')}}", "[[]]"),
        ("{{doc | jsonpath('$.nope') | default('x')}}", "x"),
        ("{{doc | jsonpath('$..name') | first}}", "Ada"),
        ('{{doc | regex(\'"name": "(\\w+)"\')}}', "Ada"),
        ("{{doc | regex('(x)?name')}}", ""),
    ],
)
def test_values_are_found_as_in_checks(text: str, found: str) -> None:
    assert fill(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "{{doc | jsonpath('$..[?$..[?$..*]]')}}",
        "{{long | regex('(a|a)+[bc]')}}",
        "{{list | jsonpath(\"$[?match(@, '(a|a)+[bc]')]\")}}",
        "{{long | regex('((a{1000}){1000}){1000}')}}",
    ],
)
def test_queries_are_bounded(text: str) -> None:
    nested: Value = [[number, str(number)] for number in range(300)]
    resolver = resolving(doc=nested, long="a" * 40, list=["a" * 40])
    started = time.process_time()

    resolver.value(text, "url")

    assert len(resolver.problems) == 1
    assert time.process_time() - started < 20
