import pytest

from workbench.model import Value, text_of
from workbench.templating import LIBRARY

from ..moment import fill


@pytest.mark.parametrize("name", LIBRARY)
def test_every_function_is_documented_and_its_example_is_true(name: str) -> None:
    function = LIBRARY[name]
    value: Value = fill(function.example).value

    assert function.name == name
    assert name in function.example
    assert function.doc.endswith(".")
    assert len(function.doc) <= 100
    assert text_of(value) == function.result
