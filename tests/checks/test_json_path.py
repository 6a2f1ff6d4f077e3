import json
import time
from typing import Any

import pytest

from workbench.checks.json_path import compiled, places, query
from workbench.checks.values import NOTHING, Nodes
from workbench.errors import WorkbenchError

SHOP = {
    "book": [
        {"title": "A", "price": 8.95, "tags": ["x"]},
        {"title": "B", "price": 12.99, "isbn": "1", "tags": []},
    ],
    "none": None,
    "odd name": {"a.b": 1},
}


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("$.book[0].title", "A", "$.book[0].title"),
        ("$.book[-1].title", "B", "$.book[1].title"),
        ("$['odd name']['a.b']", 1, "$['odd name']['a.b']"),
        ("$.none", None, "$.none"),
        ("$.nope.deeper", NOTHING, ""),
        ("$..price", [8.95, 12.99], "$.book[0].price"),
        ("$.book[*].isbn", ["1"], "$.book[1].isbn"),
        ("$.book[?@.price < 10].title", ["A"], "$.book[0].title"),
        ("$.book[?@.isbn].title", ["B"], "$.book[1].title"),
        ("$.book[?match(@.title, '[AC]')].price", [8.95], "$.book[0].price"),
        ("$.book[?search(@.title, 'B')].price", [12.99], "$.book[1].price"),
        ("$.book[?length(@.tags) == 1].title", ["A"], "$.book[0].title"),
        ("$.book[?count(@.*) > 3].title", ["B"], "$.book[1].title"),
        ("$.book[?@.price == $.book[0].price].title", ["A"], "$.book[0].title"),
        ("$.book[0:1].title", ["A"], "$.book[0].title"),
        ("$..nope", [], ""),
        ("$.book[?match(@.title, '[')]", [], ""),
    ],
)
def test_a_query_of_rfc_9535_finds_values_and_their_place(
    path: str, value: Any, where: str
) -> None:
    found = query(path, SHOP)

    assert found.value == value or found.value is value
    assert found.where == where
    assert isinstance(found.value, Nodes) is isinstance(value, list)


@pytest.mark.parametrize("document", ["text", '{"a": 1}', 7, None, True])
def test_a_document_may_be_a_single_value(document: Any) -> None:
    assert query("$", document).value == document


def test_places_are_parts() -> None:
    assert list(places("$.book[*].title", SHOP)) == [("book", 0, "title"), ("book", 1, "title")]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("store", 'starts with "$"'),
        ("$[?", "is not a JSONPath: unexpected end of expression"),
        ("$.a b", "at its character 5"),
        ("$.a ", "whitespace"),
        ("", "is not a JSONPath"),
        ("$.a[?nope(@)]", "nope"),
        ("$" + ".a" * 3000, "at most"),
        ("$[?" + "(" * 1500 + "@" + ")" * 1500 + "]", "is not a JSONPath"),
        ("$.a | $.b", "is not a JSONPath"),
    ],
)
def test_what_is_no_jsonpath_says_why(path: str, why: str) -> None:
    with pytest.raises(WorkbenchError) as error:
        compiled(path)

    assert why in str(error.value)


def test_a_pattern_in_a_filter_has_a_deadline() -> None:
    started = time.process_time()

    with pytest.raises(WorkbenchError, match="took longer"):
        query("$[?search(@, '(a+)+$')]", ["a" * 5000 + "!"])

    assert time.process_time() - started < 20


def test_a_document_may_be_deep() -> None:
    assert len(query("$..*", json.loads("[" * 700 + "]" * 700)).value) == 699


def test_a_search_goes_down_before_it_goes_on() -> None:
    document = {"a": {"b": [{"b": 1}, 2]}, "b": 3, "c": [[{"b": 4}]]}

    assert query("$..b", document).value == [3, [{"b": 1}, 2], 1, 4]
    assert list(places("$..[0]", document)) == [("a", "b", 0), ("c", 0), ("c", 0, 0)]


def test_slices_are_of_arrays_only() -> None:
    document = {"text": "abc", "list": ["abc"]}

    assert query("$.text[0:2]", document).value == []
    assert query("$..[::-1]", document).value == ["abc"]
    assert query("$.list[?@[0:1]]", document).value == []
