from decimal import Decimal
from math import nan

import pytest

from workbench.model import Value
from workbench.templating import Ambient
from workbench.templating.library.function import ArgumentError, Function, library, to_number

from ..moment import AMBIENT


def times_(ambient: Ambient, value: str, count: int, sep: str = "", loud: bool = False) -> str:
    """The text several times.

    More on that.
    """
    assert isinstance(ambient, Ambient)
    text = sep.join([value] * count)
    return text.upper() if loud else text


def counted(first: int = 0, step: float = 1.0, last: int | None = None) -> int:
    """A number."""
    return first


def total(*numbers: float) -> float:
    """The sum."""
    return sum(numbers)


TIMES = Function(times_, "{{ 'a' | times(2) }}", "aa")
TOTAL = Function(total, "", "")


def test_a_function_documents_itself() -> None:
    assert TIMES.name == "times"
    assert TIMES.doc == "The text several times."
    assert TIMES.signature == "times(value, count, sep='', loud=false)"
    assert (
        TIMES.usage == "times(value, count, sep='', loud=false), for example {{ 'a' | times(2) }}"
    )
    assert Function(counted, "", "").signature == "counted(first=0, step=1.0, last=null)"
    assert TOTAL.signature == "total(*numbers)"
    assert library([TIMES], [TOTAL]) == {"times": TIMES, "total": TOTAL}


def test_arguments_become_what_the_function_wants() -> None:
    assert TIMES.run(AMBIENT, [7, "2"], {"loud": True, "sep": False}) == "7FALSE7"
    assert TOTAL.run(AMBIENT, [1, "2.5", Decimal(3)], {}) == 6.5


@pytest.mark.parametrize(
    ("positional", "named", "what"),
    [
        (["a"], {}, "missing a required argument: 'count'"),
        (["a", 1, "", True, 5], {}, "too many positional arguments"),
        (["a", 1], {"x": 1}, "got an unexpected keyword argument 'x'"),
        (["a", "s3cret"], {}, '"count" is not a whole number'),
        (["a", 1.5], {}, '"count" is not a whole number'),
        (["a", True], {}, '"count" is not a whole number'),
        (["a", 1], {"loud": "yes"}, '"loud" is neither true nor false'),
    ],
)
def test_wrong_arguments_are_told_without_their_values(
    positional: list[Value], named: dict[str, Value], what: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        TIMES.run(AMBIENT, positional, named)
    assert str(caught.value) == what


def test_a_value_is_piped_into_a_parameter_that_must_be_given() -> None:
    assert TIMES.takes_a_value
    assert not Function(total, "", "", outside=True).takes_a_value


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" -1 ", -1), ("1.50", Decimal("1.50")), ("1e3", Decimal(1000)), (2.5, 2.5)],
)
def test_a_text_that_says_a_number_is_one(text: Value, number: Value) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "x", "1_0", "nan", "inf", "1e999999", "9" * 500, True, None, nan]
)
def test_other_values_are_no_numbers(text: Value) -> None:
    assert to_number(text) is None
