"""Plain values → typed structs; a value of the wrong type is a Problem at its line."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from workbench.errors import Problem, WorkbenchError, did_you_mean

from .layout import Path, line_of
from .text import BOM

T = TypeVar("T")

_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_EXPECTED = re.compile(r"^Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`$")
_NAMES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
    "datetime": "a date and time",
    "date": "a date",
    "time": "a time",
}


class Source:
    """A text being decoded, so that what is wrong in it can be placed."""

    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._where = where

    def error(self, path: Path, what: str, hint: str = "") -> WorkbenchError:
        """Return an error at the line of the key with this path."""
        line = line_of(self._text.removeprefix(BOM), path)
        return WorkbenchError(Problem(what, f"{self._where}:{line}", hint))

    def convert(self, value: Any, wanted: type[T], path: Path = ()) -> T:
        """Return a plain value as a typed one."""
        try:
            return msgspec.convert(value, wanted)
        except msgspec.ValidationError as error:
            found = _AT.match(str(error))
            assert found is not None
            inner = tuple(part for part in re.split(r"\.|\[[^]]*\]", found["path"] or "") if part)
            place = path + inner
            what = f'"{".".join(place)}" {_explained(found["what"])}'
            raise self.error(place, what) from None

    def choice(self, value: str, known: Iterable[str], path: Path, noun: str) -> None:
        """Refuse a word that is not one of the known ones, with the likely one."""
        known = tuple(known)
        if value not in known:
            listed = "use one of: " + ", ".join(known)
            raise self.error(path, f'unknown {noun} "{value}"', did_you_mean(value, known, listed))

    def texts(self, table: Mapping[str, Any], path: Path) -> dict[str, str]:
        """Return a table of names to single values, each as text."""
        return {name: self.text(value, (*path, name)) for name, value in table.items()}

    def text(self, value: Any, path: Path) -> str:
        """Return a text, number or truth value as a person would type it in a field."""
        match value:
            case str():
                return value
            case bool():
                return "true" if value else "false"
            case int() if abs(value) < 1 << 64:
                return str(value)
            case int():
                raise self.error(path, f'"{path[-1]}" is too long a number', "put it in quotes")
            case list() | dict():
                got = "a list" if isinstance(value, list) else "a table"
                raise self.error(path, f'"{path[-1]}" must be a single value, not {got}')
            case _ if hasattr(value, "isoformat"):
                raise self.error(path, f'"{path[-1]}" must be text', "put the date in quotes")
            case _:
                return str(value)


def _explained(what: str) -> str:
    types = _EXPECTED.match(what)
    if types is None:
        return f"is wrong: {what[:1].lower()}{what[1:]}".rstrip(".")
    wanted = " or ".join(_NAMES.get(t, t) for t in types["wanted"].split(" | ") if t != "null")
    return f"must be {wanted}, not {_NAMES.get(types['got'], types['got'])}"
