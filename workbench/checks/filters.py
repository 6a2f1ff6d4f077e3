"""The filters: what can be made of a value before it is judged or captured.

Each is a function of a value and its arguments. A value that it cannot be applied to is
Unmet. What encodes and decodes is in `encodings`, which adds to the same vocabulary.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from workbench.errors import Problem, WorkbenchError
from workbench.model import text_of

from . import dates, json_path, patterns
from .content import parsed_json
from .markup import Tree
from .values import NOTHING, Nodes, Unmet, iso, kind
from .words import INTEGER, PATTERN, TEXT, Language, Vocabulary

FILTERS = Vocabulary("filter")
_word = FILTERS.word

T = TypeVar("T")

_NUMBER = re.compile(
    r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?", re.ASCII
)
_MOST_PARTS = 1_000_000


@_word("count", meaning="how many items", example='jsonpath "$.items" count == 2')
def _count(value: Any) -> int:
    return len(wanted(value, (list, dict, bytes), "a list, an object or bytes"))


@_word("first", meaning="the first item", example='jsonpath "$.tags" first == "new"')
def _first(value: Any) -> Any:
    items = wanted(value, list, "a list")
    return items[0] if items else NOTHING


@_word("last", meaning="the last item", example='jsonpath "$.tags" last == "paid"')
def _last(value: Any) -> Any:
    items = wanted(value, list, "a list")
    return items[-1] if items else NOTHING


@_word(
    "nth",
    INTEGER,
    meaning="the item at an index from 0, or from the end with -1",
    example='jsonpath "$.tags" nth 1 == "paid"',
)
def _nth(value: Any, index: int) -> Any:
    items = wanted(value, list, "a list")
    return items[index] if -len(items) <= index < len(items) else NOTHING


@_word(
    "location",
    meaning="where a redirect leads to",
    example='redirects last location endsWith "/users/7"',
)
def _location(value: Any) -> Any:
    redirect = wanted(value, dict, "a redirect")
    if "location" not in redirect:
        raise Unmet("an object without a location, not a redirect")
    return redirect["location"]


@_word(
    "split",
    TEXT,
    meaning="a list of the parts between a separator",
    example='jsonpath "$.csv" split "," count == 3',
    language=Language.FILLED,
)
def _split(value: Any, separator: str) -> list[str]:
    text: str = wanted(value, str, "text")
    not_empty(separator)
    if text.count(separator) > _MOST_PARTS:
        raise Unmet("too many parts")
    return text.split(separator)


@_word(
    "regex",
    PATTERN,
    meaning="what the first group of a pattern matches",
    example=r'jsonpath "$.items[0].name" regex /(\w)da/ == "A"',
    language=Language.GROUP,
)
def _regex(value: Any, pattern: str) -> Any:
    match = patterns.search_group(pattern, wanted(value, str, "text"))
    return NOTHING if match is None or match[1] is None else match[1]


@_word(
    "replace",
    TEXT,
    TEXT,
    meaning="the text with each occurrence of one text replaced by another",
    example='jsonpath "$.csv" replace "," ";" == "1;2;3"',
    language=Language.FILLED,
)
def _replace(value: Any, old: str, new: str) -> str:
    text: str = wanted(value, str, "text")
    not_empty(old)
    if text.count(old) * (len(new) - len(old)) > patterns.LONGEST_RESULT:
        raise Unmet("the replaced text would be too long")
    return text.replace(old, new)


@_word(
    "replaceRegex",
    PATTERN,
    TEXT,
    meaning="the text with each match of a pattern replaced; $1 is its first group",
    example=r'jsonpath "$.csv" replaceRegex /(\d)/ "<$1>" == "<1>,<2>,<3>"',
    language=Language.REGEX,
)
def _replace_regex(value: Any, pattern: str, new: str) -> str:
    return patterns.replace(pattern, new, wanted(value, str, "text"))


@_word("toInt", meaning="a text or number as a whole number", example='jsonpath "$.n" toInt == 42')
def _to_int(value: Any) -> int:
    number = _number(value)
    return int(number)


@_word("toFloat", meaning="a text or number as a number", example='jsonpath "$.n" toFloat == 42.0')
def _to_float(value: Any) -> float:
    number = float(_number(value))
    if number in (float("inf"), float("-inf")):
        raise Unmet("too great a number")
    return number


@_word("toBool", meaning='"true" or "false" as such', example='jsonpath "$.flag" toBool == true')
def _to_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word: str = wanted(value, str, "text").strip().lower()
    if word not in {"true", "false"}:
        raise Unmet("neither true nor false")
    return word == "true"


@_word("toString", meaning="a single value as text", example='status toString == "201"')
def _to_string(value: Any) -> str:
    if isinstance(value, datetime):
        return iso(value)
    return text_of(wanted(value, (str, int, float, Decimal, type(None)), "a single value"))


@_word(
    "toDate",
    TEXT,
    meaning="a text as a date, by a format such as %Y-%m-%d; %+ is RFC 3339",
    example='jsonpath "$.created" toDate "%+" isDate',
    language=Language.DATE,
)
def _to_date(value: Any, form: str) -> datetime:
    return dates.read(wanted(value, str, "text"), form)


@_word(
    "dateFormat",
    TEXT,
    meaning="a date as text, by a format",
    example='jsonpath "$.created" toDate "%+" dateFormat "%A" == "Thursday"',
    aliases=("format",),
    language=Language.DATE,
)
def _date_format(value: Any, form: str) -> str:
    return dates.write(wanted(value, datetime, "a date"), form)


@_word(
    "daysAfterNow",
    meaning="whole days from now to a date",
    example='certificate "Expire-Date" daysAfterNow > 15',
    needs_now=True,
)
def _days_after_now(value: Any, now: datetime) -> int:
    return _days(wanted(value, datetime, "a date") - now)


@_word(
    "daysBeforeNow",
    meaning="whole days from a date to now",
    example='certificate "Start-Date" daysBeforeNow < 100',
    needs_now=True,
)
def _days_before_now(value: Any, now: datetime) -> int:
    return _days(now - wanted(value, datetime, "a date"))


@_word(
    "jsonpath",
    TEXT,
    meaning="what a JSONPath finds in a JSON text or value",
    example='jsonpath "$.items[0]" jsonpath "$.name" == "Ada"',
    language=Language.JSONPATH,
)
def _jsonpath(value: Any, query: str) -> Any:
    document = parsed_json(value, "the text") if isinstance(value, str) else value
    if isinstance(document, Nodes):
        document = list(document)
    return json_path.query(query, document).value


@_word(
    "xpath",
    TEXT,
    meaning="what an XPath finds in a text of HTML or XML",
    example='jsonpath "$.html" xpath "//li" count == 2',
    language=Language.XPATH,
)
def _xpath(value: Any, expression: str) -> Any:
    return Tree(wanted(value, str, "text")).find(expression).value


@_word(
    "urlQueryParam",
    TEXT,
    meaning="a parameter of an address's query",
    example='jsonpath "$.next" urlQueryParam "page" == "2"',
)
def _url_query_param(value: Any, name: str) -> Any:
    try:
        query = urlsplit(wanted(value, str, "text")).query
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=10_000)
    except ValueError:
        raise Unmet("not an address") from None
    return next((text for key, text in pairs if key == name), NOTHING)


def wanted(value: Any, types: type[T] | tuple[type[Any], ...], noun: str) -> Any:
    """Return a value of one of these types, or Unmet."""
    if not isinstance(value, types):
        raise Unmet(f"{kind(value)}, not {noun}")
    return value


def not_empty(text: str) -> None:
    """Raise a WorkbenchError for a text that is everywhere in any other."""
    if not text:
        raise WorkbenchError(Problem("the text to look for must not be empty"))


def _days(span: timedelta) -> int:
    """Return the whole days of a span; as in Hurl, cut towards zero."""
    return int(span / timedelta(days=1))


def _number(value: Any) -> int | float | Decimal:
    if isinstance(value, str):
        text = value.strip()
        if not _NUMBER.fullmatch(text):
            raise Unmet(f"text that is not a number: {text[:80]}")
        return Decimal(text)
    if isinstance(value, bool):
        raise Unmet("true or false, not a number")
    number = wanted(value, (int, float, Decimal), "a number")
    if number != number or number in (float("inf"), -float("inf")):
        raise Unmet("a number without end")
    return number  # type: ignore[no-any-return]
