"""Functions between types: texts, numbers, true and false, JSON."""

import json
from decimal import Decimal

from workbench.model import Value, json_of, text_of

from .function import ArgumentError, Function, to_number

_TRUE, _FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0", ""}


def number(value: Value) -> Value:
    """A number, from a text that says one; its digits stay as they are."""
    found = to_number(value)
    if found is None:
        raise ArgumentError("the value is not a number")
    return found


def string(value: Value) -> str:
    """A text, also where a number, true or null stands."""
    return text_of(value)


def bool_(value: Value) -> bool:
    """True or false, from true, yes, on, 1 and false, no, off, 0 or nothing."""
    if isinstance(value, bool):
        return value
    word = "" if value is None else text_of(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ArgumentError("the value is neither true nor false")
    return word in _TRUE


def json_(value: Value) -> str:
    """The value as JSON: a text in quotes, with its quotes and line ends escaped."""
    return json_of(value)


def parse_json(value: str) -> Value:
    """The value that a JSON text says."""
    try:
        parsed: Value = json.loads(value, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ArgumentError("the value is not JSON") from None
    return parsed


def _refuse(constant: str) -> None:
    raise ValueError(constant)


TYPES = (
    Function(number, "{{ '1.50' | number }}", "1.50"),
    Function(string, "{{ 7 | string }}", "7"),
    Function(bool_, "{{ 'yes' | bool }}", "true"),
    Function(json_, "{{ 'say \"hi\"' | json }}", '"say \\"hi\\""'),
    Function(parse_json, "{{ '[1, 2]' | parse_json }}", "[1,2]"),
)
