"""Other targets and other addresses."""

import pytest

from workbench.client import InvalidURL
from workbench.client.overrides import Overrides, interleaved


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ({"a.test:443": "b.test:8443"}, ("b.test", 8443)),
        ({"a.test": "b.test"}, ("b.test", 443)),
        ({"A.test.": ":8443"}, ("a.test", 8443)),
        ({":443": "b.test:1"}, ("b.test", 1)),
        ({"": "b.test"}, ("b.test", 443)),
        ({"a.test:80": "b.test"}, ("a.test", 443)),
        ({"c.test": "b.test"}, ("a.test", 443)),
        ({"a.test": "[::1]:5"}, ("::1", 5)),
        ({"a.test": "::1"}, ("::1", 443)),
        ({"a.test:443": "first", "a.test": "second"}, ("first", 443)),
    ],
)
def test_a_target_is_replaced_by_the_first_that_fits(
    mapping: dict[str, str], expected: tuple[str, int]
) -> None:
    overrides = Overrides(mapping)

    assert overrides.target("a.test", 443) == expected
    assert overrides.reroutes


def test_names_have_the_addresses_they_are_given() -> None:
    overrides = Overrides(None, {"a.test:443": "10.0.0.1", "*:80": ["10.0.0.2", "[::1]"]})

    assert overrides.addresses("a.test", 443) == ["10.0.0.1"]
    assert overrides.addresses("a.test", 444) is None
    assert overrides.addresses("b.test", 80) == ["10.0.0.2", "::1"]
    assert not overrides.reroutes


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(InvalidURL, match="port"):
        Overrides({"a:x": "b"})
    with pytest.raises(InvalidURL, match="bracket"):
        Overrides({"[::1": "b"})
    with pytest.raises(ValueError, match="address"):
        Overrides(None, {"a": "b.test"})
    with pytest.raises(ValueError, match="no address"):
        Overrides(None, {"a": []})


def test_the_families_take_turns() -> None:
    assert interleaved(["::1", "::2", "1", "2", "3"]) == ["::1", "1", "::2", "2", "3"]
    assert interleaved(["1", "2", "::1"]) == ["1", "::1", "2"]
    assert interleaved(["1", "::1"]) == ["1", "::1"]
