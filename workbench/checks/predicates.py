"""The predicates: what a value can be expected to be.

Each is a function of the actual value and its argument. A value of another kind than a
predicate is about is Unmet: the check fails with or without `not`.
"""

import ipaddress
import operator
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from . import dates, patterns
from .values import NOTHING, Nodes, Unmet, is_number, kind, same
from .words import OCTETS, ORDERED, PATTERN, VALUE, Language, Vocabulary

PREDICATES = Vocabulary("predicate")
_word = PREDICATES.word

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@_word("==", VALUE, meaning="is equal to", example="status == 201", aliases=("equals",))
def _equal(actual: Any, expected: Any) -> bool:
    return same(actual, expected)


@_word("!=", VALUE, meaning="is not equal to", example="status != 404", aliases=("notEquals",))
def _not_equal(actual: Any, expected: Any) -> bool:
    return not same(actual, expected)


@_word(">", ORDERED, meaning="is greater than", example="status > 200", aliases=("greaterThan",))
def _greater(actual: Any, expected: Any) -> bool:
    return _ordered(operator.gt, actual, expected)


@_word(
    ">=",
    ORDERED,
    meaning="is greater than or equal to",
    example="status >= 201",
    aliases=("greaterThanOrEquals",),
)
def _greater_or_equal(actual: Any, expected: Any) -> bool:
    return _ordered(operator.ge, actual, expected)


@_word("<", ORDERED, meaning="is less than", example="duration < 500", aliases=("lessThan",))
def _less(actual: Any, expected: Any) -> bool:
    return _ordered(operator.lt, actual, expected)


@_word(
    "<=",
    ORDERED,
    meaning="is less than or equal to",
    example="status <= 299",
    aliases=("lessThanOrEquals",),
)
def _less_or_equal(actual: Any, expected: Any) -> bool:
    return _ordered(operator.le, actual, expected)


@_word(
    "startsWith",
    OCTETS,
    meaning="begins with; texts and bytes",
    example='jsonpath "$.items[0].name" startsWith "A"',
)
def _starts(actual: Any, expected: Any) -> bool:
    text, start = _alike(actual, expected)
    return bool(text.startswith(start))


@_word(
    "endsWith",
    OCTETS,
    meaning="ends with; texts and bytes",
    example='header "Content-Type" endsWith "json"',
)
def _ends(actual: Any, expected: Any) -> bool:
    text, end = _alike(actual, expected)
    return bool(text.endswith(end))


@_word(
    "contains",
    OCTETS,
    meaning="holds a part; texts and bytes",
    example='body contains "Grace"',
)
def _contains(actual: Any, expected: Any) -> bool:
    if isinstance(actual, list):
        raise Unmet("a list, not text; ask with includes whether it has an item")
    text, part = _alike(actual, expected)
    return part in text


@_word(
    "includes",
    VALUE,
    meaning="a list has an item equal to",
    example='jsonpath "$.tags" includes "new"',
)
def _includes(actual: Any, expected: Any) -> bool:
    _require(isinstance(actual, list), actual, "a list")
    return any(same(item, expected) for item in actual)


@_word(
    "matches",
    PATTERN,
    meaning="a pattern matches a part of the text",
    example=r'jsonpath "$.created" matches /^\d{4}-\d{2}/',
    language=Language.REGEX,
)
def _matches(actual: Any, pattern: str) -> bool:
    _require(isinstance(actual, str), actual, "text")
    return patterns.search(pattern, actual) is not None


@_word(
    "exists",
    meaning="there is a value, be it null",
    example='jsonpath "$.items[0].id" exists',
)
def _exists(actual: Any) -> bool:
    return actual is not NOTHING and not (isinstance(actual, Nodes) and not actual)


@_word(
    "isEmpty",
    meaning="a text, bytes, a list or an object without content",
    example='jsonpath "$.errors" isEmpty',
)
def _is_empty(actual: Any) -> bool:
    _require(isinstance(actual, str | bytes | list | dict), actual, "text, bytes, a list or object")
    return len(actual) == 0


def _is(name: str, what: str, example: str, test: Callable[[Any], bool]) -> None:
    PREDICATES.word(name, meaning=what, example=example)(test)


_is("isBoolean", "true or false", 'jsonpath "$.more" isBoolean', lambda v: isinstance(v, bool))
_is(
    "isCollection",
    "a list or an object",
    'jsonpath "$.items" isCollection',
    lambda v: isinstance(v, list | dict),
)
_is(
    "isDate",
    "a date, as toDate and cookies give it",
    'cookie "sid[Expires]" isDate',
    lambda v: isinstance(v, datetime),
)
_is(
    "isFloat",
    "a number with a fraction part",
    'jsonpath "$.price" isFloat',
    lambda v: is_number(v) and not isinstance(v, int),
)
_is(
    "isInteger",
    "a whole number",
    'jsonpath "$.items[0].id" isInteger',
    lambda v: is_number(v) and isinstance(v, int),
)
_is("isList", "a list", 'jsonpath "$.items" isList', lambda v: isinstance(v, list))
_is("isNumber", "a number", 'jsonpath "$.price" isNumber', is_number)
_is("isObject", "an object", 'jsonpath "$.items[0]" isObject', lambda v: isinstance(v, dict))
_is("isString", "text", 'jsonpath "$.items[0].name" isString', lambda v: isinstance(v, str))


@_word("isIpv4", meaning="text that is an IPv4 address", example="ip isIpv4")
def _is_ipv4(actual: Any) -> bool:
    return _is_address(actual, ipaddress.IPv4Address)


@_word("isIpv6", meaning="text that is an IPv6 address", example="ip not isIpv6")
def _is_ipv6(actual: Any) -> bool:
    return _is_address(actual, ipaddress.IPv6Address)


@_word(
    "isIsoDate",
    meaning="text that is a date and time of RFC 3339",
    example='jsonpath "$.created" isIsoDate',
)
def _is_iso_date(actual: Any) -> bool:
    _require(isinstance(actual, str), actual, "text")
    try:
        dates.read_iso(actual)
    except Unmet:
        return False
    return True


@_word("isUuid", meaning="text that is a UUID", example='jsonpath "$.trace" isUuid')
def _is_uuid(actual: Any) -> bool:
    _require(isinstance(actual, str), actual, "text")
    return _UUID.fullmatch(actual) is not None


def _ordered(compare: Callable[[Any, Any], bool], actual: Any, expected: Any) -> bool:
    """Compare numbers with numbers and texts with texts; a date with a text of RFC 3339."""
    if isinstance(actual, datetime) and isinstance(expected, str):
        return compare(actual, dates.read_iso(expected))
    if isinstance(expected, str):
        _require(isinstance(actual, str), actual, "text")
    else:
        _require(is_number(actual), actual, "a number")
    return compare(actual, expected)


def _alike(actual: Any, expected: Any) -> tuple[Any, Any]:
    """Return two texts or two bytes, or Unmet."""
    _require(type(actual) is type(expected), actual, kind(expected))
    return actual, expected


def _is_address(actual: Any, version: type[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> bool:
    _require(isinstance(actual, str), actual, "text")
    try:
        version(actual)
    except ValueError:
        return False
    return True


def _require(holds: bool, actual: Any, wanted: str) -> None:
    if not holds:
        raise Unmet(f"{kind(actual)}, not {wanted}")
