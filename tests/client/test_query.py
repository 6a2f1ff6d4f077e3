from typing import Any

import pytest

from workbench.client import QueryParams


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
