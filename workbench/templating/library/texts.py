"""Functions of texts and lists."""

from workbench.model import Value, text_of
from workbench.templating.measure import MAX_LENGTH

from .function import ArgumentError, Function, NothingFoundError


def upper(value: str) -> str:
    """In upper case."""
    return value.upper()


def lower(value: str) -> str:
    """In lower case."""
    return value.lower()


def title(value: str) -> str:
    """With each word's first letter in upper case."""
    return value.title()


def trim(value: str) -> str:
    """Without white space around it."""
    return value.strip()


def replace(value: str, old: str, new: str = "") -> str:
    """With each occurrence of a text replaced by another."""
    if not old:
        raise ArgumentError('"old" is empty')
    _bounded(len(value) + value.count(old) * (len(new) - len(old)))
    return value.replace(old, new)


def split(value: str, separator: str = "") -> Value:
    """A list of the parts between separators, or between white space."""
    parts: list[Value] = list(value.split(separator or None))
    return parts


def join(value: Value, separator: str = "") -> str:
    """One text of all items of a list."""
    texts = [text_of(item) for item in _items(value)]
    _bounded(sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


def first(value: Value) -> Value:
    """The first item of a list, or character of a text."""
    return _at(value, 0)


def last(value: Value) -> Value:
    """The last item of a list, or character of a text."""
    return _at(value, -1)


def slice_(value: Value, start: int, end: int | None = None) -> Value:
    """The part from a position up to another; from 0, negative ones count from the end."""
    return value[start:end] if isinstance(value, list) else text_of(value)[start:end]


def length(value: Value) -> int:
    """How many characters a text, or items a list or table has."""
    return len(value) if isinstance(value, list | dict) else len(text_of(value))


def default(value: Value, otherwise: Value) -> Value:
    """The value, or another if it is missing, null or empty."""
    return otherwise if value in (None, "") else value


def _items(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise ArgumentError("the value is not a list")
    return value


def _at(value: Value, index: int) -> Value:
    items = value if isinstance(value, list) else text_of(value)
    if not items:
        raise NothingFoundError("the value is empty")
    return items[index]


def _bounded(length: int) -> None:
    """Refuse what would be too large before it is made."""
    if length > MAX_LENGTH:
        raise ArgumentError(f"the text grows beyond {MAX_LENGTH >> 20} MiB")


TEXTS = (
    Function(upper, "{{ 'Ada' | upper }}", "ADA"),
    Function(lower, "{{ 'Ada' | lower }}", "ada"),
    Function(title, "{{ 'ada lovelace' | title }}", "Ada Lovelace"),
    Function(trim, "{{ '  ada ' | trim }}", "ada"),
    Function(replace, "{{ '2026-03-01' | replace('-', '/') }}", "2026/03/01"),
    Function(split, "{{ 'a,b,c' | split(',') }}", '["a","b","c"]'),
    Function(join, "{{ 'a b c' | split | join('+') }}", "a+b+c"),
    Function(first, "{{ 'a,b,c' | split(',') | first }}", "a"),
    Function(last, "{{ 'a,b,c' | split(',') | last }}", "c"),
    Function(slice_, "{{ 'workbench' | slice(0, 4) }}", "work"),
    Function(length, "{{ 'workbench' | length }}", "9"),
    Function(default, "{{ nickname | default('ada') }}", "ada"),
)
