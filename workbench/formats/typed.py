"""Plain values → typed structs; a value of the wrong type is a Problem at its line."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from workbench.errors import Problem, WorkbenchError, did_you_mean

T = TypeVar("T")
Path = tuple[str, ...]
"""The keys that lead to a value in a file, outermost first."""

_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_EXPECTED = re.compile(r"^Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`$")
_CHOICE = re.compile(r"^Invalid enum value '(.*)'$", re.DOTALL)
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

    def error(
        self, path: Path, what: str, hint: str = "", item: int | None = None
    ) -> WorkbenchError:
        """Return an error at the line of the key with this path, or of an item of its list."""
        from .layout import line_of  # not needed for a file that is right

        line = line_of(self._text, path, item)
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
            number = re.search(r"\[(\d+)\]$", found["path"] or "")
            item = int(number[1]) if number else None
            hint = _choices_hint(found["what"], wanted, inner)
            raise self.error(place, what, hint, item) from None

    def kind(
        self,
        table: Mapping[str, Any],
        name: str,
        needing: Iterable[str],
        default: str,
        known: Iterable[str],
    ) -> str:
        """Return a table's `type`; one that says other things but not that is ambiguous."""
        if "type" not in table and not table.keys().isdisjoint(needing):
            hint = f'add a line type = "…", with one of: {", ".join(known)}'
            raise self.error((name,), f"[{name}] has no type", hint)
        return self.convert(table.get("type", default), str, (name, "type"))

    def choice(self, value: str, known: Iterable[str], path: Path, noun: str) -> None:
        """Refuse a word that is not one of the known ones, with the likely one."""
        known = tuple(known)
        if value not in known:
            listed = "use one of: " + ", ".join(known)
            raise self.error(path, f'unknown {noun} "{value}"', did_you_mean(value, known, listed))

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
    choice = _CHOICE.match(what)
    if choice is not None:
        return f'cannot be "{choice[1]}"'
    types = _EXPECTED.match(what)
    if types is None:
        return f"is wrong: {what[:1].lower()}{what[1:]}".rstrip(".")
    wanted = " or ".join(_NAMES.get(t, t) for t in types["wanted"].split(" | ") if t != "null")
    return f"must be {wanted}, not {_NAMES.get(types['got'], types['got'])}"


def _choices_hint(what: str, wanted: type, inner: Path) -> str:
    """Return a hint for a word that is none of the choices of a field, no list or no text."""
    types = _EXPECTED.match(what)
    if types and types["wanted"].startswith("array") and types["got"] == "str":
        return 'put it in brackets: ["…"]'
    if types and types["wanted"].startswith("str") and types["got"] in {"object", "array"}:
        return "write it as a text, in quotes"
    choice = _CHOICE.match(what)
    if choice is None or len(inner) != 1:
        return ""
    known = _words(get_type_hints(wanted)[inner[0]])
    return did_you_mean(choice[1], known, "use one of: " + ", ".join(known))


def _words(kind: Any) -> list[str]:
    """Return the words of a type such as `Literal["a", "b"] | None`."""
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    return [word for inner in get_args(kind) for word in _words(inner)]
