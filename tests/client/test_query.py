from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.client import URL, QueryParams


@pytest.mark.parametrize(
    "given",
    ["a=1&a=2&b=", "?a=1&a=2&b=", b"a=1&a=2&b=", {"a": ["1", 2], "b": None},
     [("a", 1), ("a", "2"), ("b", "")]],
)  # fmt: skip
def test_every_form_means_the_same(given: Any) -> None:
    params = QueryParams(given)

    assert params.multi_items() == [("a", "1"), ("a", "2"), ("b", "")]
    assert str(params) == "a=1&a=2&b="
    assert (params["a"], params.get_list("a"), params.get("c")) == ("1", ["1", "2"], None)
    assert dict(params) == {"a": "1", "b": ""}


def test_truth_values_are_written_in_lower_case() -> None:
    assert str(QueryParams(x=True, y=False, z=1.5)) == "x=true&y=false&z=1.5"


def test_changes_make_new_objects() -> None:
    params = QueryParams("a=1&b=2")

    assert str(params.set("a", "9")) == "a=9&b=2"
    assert str(params.add("a", "9")) == "a=1&a=9&b=2"
    assert str(params.remove("a")) == "b=2"
    assert str(params.merge({"b": "3", "c": "4"})) == "a=1&b=3&c=4"
    assert str(params) == "a=1&b=2"


def test_order_does_not_matter_for_equality() -> None:
    assert QueryParams("a=1&b=2") == QueryParams("b=2&a=1")
    assert QueryParams("a=1") != QueryParams("a=2")
    assert not QueryParams()


def test_parameters_are_given_in_one_way() -> None:
    with pytest.raises(TypeError, match="not both"):
        QueryParams("a=1", b=2)


# The form encoding of the URL standard (url.spec.whatwg.org, section 5), as its own tests have it.
FORMS: dict[str, list[tuple[str, str]]] = {
    "": [],
    "?": [],
    "a=b": [("a", "b")],
    "?a=b": [("a", "b")],
    "a": [("a", "")],
    "a=": [("a", "")],
    "=b": [("", "b")],
    "a=b=c": [("a", "b=c")],
    "a=b;c=d": [("a", "b;c=d")],
    "&&&a=b&&&&c=d&": [("a", "b"), ("c", "d")],
    "a=b&a=c": [("a", "b"), ("a", "c")],
    "a=b+c": [("a", "b c")],
    "a=b%2Bc": [("a", "b+c")],
    "a%20b=%00": [("a b", "\0")],
    "a=%zz%4": [("a", "%zz%4")],
    "a=%F0%9F%92%A9": [("a", "💩")],
    "a=💩": [("a", "💩")],
    "a=%fe%ff": [("a", "\ufffd\ufffd")],
    "%EF%BB%BFa=b": [("\ufeffa", "b")],
    "[a]=b&a[]=c": [("[a]", "b"), ("a[]", "c")],
}


@pytest.mark.parametrize(("text", "pairs"), FORMS.items())
def test_a_query_is_read_as_forms_are(text: str, pairs: list[tuple[str, str]]) -> None:
    assert QueryParams(text).multi_items() == pairs
    assert QueryParams(str(QueryParams(text))).multi_items() == pairs


@given(st.lists(st.tuples(st.text(max_size=6), st.text(max_size=6)), unique_by=lambda p: p[0]))
def test_parameters_come_back_from_a_url(pairs: list[tuple[str, str]]) -> None:
    assert URL("http://h/").copy_with(params=pairs).params.multi_items() == pairs
