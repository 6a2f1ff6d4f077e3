from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Value, text_of
from workbench.templating import (
    LIBRARY,
    CommandNeed,
    EnvNeed,
    Fact,
    Facts,
    FileNeed,
    Need,
    PromptNeed,
    ResponseNeed,
    SelectNeed,
)
from workbench.templating.library import ArgumentError

from ..moment import AMBIENT, fill

FACTS: Facts = {
    EnvNeed("HOME"): Fact("/home/ada"),
    FileNeed("keys/public.pem"): Fact("-----BEGIN PUBLIC KEY-----"),
    CommandNeed(("git", "rev-parse", "HEAD")): Fact("1f2e3d"),
    PromptNeed("One-time code", secret=True): Fact("123456"),
    SelectNeed("Region", ("eu", "us")): Fact("eu"),
    ResponseNeed("auth/login", "$.token", 600): Fact("eyJhbGciOi"),
}


VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-3, 3)
    | st.floats()
    | st.decimals()
    | st.text()
    | st.sampled_from(["", "1", "+1d", "md5", "hex", "a,b", "[1]", "9" * 200, "é", "\ud800", "%"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(st.sampled_from(sorted(LIBRARY)), st.lists(VALUES, max_size=4))
@settings(deadline=None, max_examples=500)
def test_any_arguments_have_a_result_or_are_refused(name: str, arguments: list[Value]) -> None:
    with suppress(ArgumentError):
        result = LIBRARY[name].run(AMBIENT, arguments, {})
        assert isinstance(result, Need) or text_of(result) is not None


@pytest.mark.parametrize("name", LIBRARY)
def test_every_function_is_documented_and_its_example_is_true(name: str) -> None:
    function = LIBRARY[name]

    filled = fill(function.example, facts=FACTS)

    assert function.name == name
    assert name in function.example
    assert function.doc.endswith(".")
    assert len(function.doc) <= 100
    assert text_of(filled.value) == function.result
    assert filled.used >= {f"{name}()"}
    assert bool(filled.needs) == function.outside
