from workbench.model import Value
from workbench.templating.measure import MAX_LENGTH, MAX_NESTING, size_of


def test_a_size_is_about_the_length_as_text() -> None:
    assert size_of("abc") == 3
    assert size_of(["abc", "de"]) == 9
    assert size_of({"a": "abc"}) == 10
    assert size_of(12) == size_of(None) == 8


def test_what_is_shared_counts_each_time_and_is_measured_once() -> None:
    value: Value = "x"
    for _ in range(90):
        value = [value, value]

    assert size_of(value) > 2**90


def test_what_is_nested_too_deep_is_too_large() -> None:
    value: Value = []
    for _ in range(MAX_NESTING - 1):
        value = [value]
    assert size_of(value) < MAX_LENGTH
    for _ in range(100_000):
        value = {"a": value}
    assert size_of(value) > MAX_LENGTH
