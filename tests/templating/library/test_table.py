import pytest

from workbench.model import text_of
from workbench.templating import (
    LIBRARY,
    CommandNeed,
    EnvNeed,
    Fact,
    Facts,
    FileNeed,
    PromptNeed,
    ResponseNeed,
    SelectNeed,
)

from ..moment import fill

FACTS: Facts = {
    EnvNeed("HOME"): Fact("/home/ada"),
    FileNeed("keys/public.pem"): Fact("-----BEGIN PUBLIC KEY-----"),
    CommandNeed(("git", "rev-parse", "HEAD")): Fact("1f2e3d"),
    PromptNeed("One-time code", secret=True): Fact("123456"),
    SelectNeed("Region", ("eu", "us")): Fact("eu"),
    ResponseNeed("auth/login", "$.token", 600): Fact("eyJhbGciOi"),
}


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
