"""TOML text → plain values, with every way to fail as one located Problem."""

import re
import tomllib
from decimal import Decimal
from typing import Any

from workbench.errors import Problem, WorkbenchError

from .text import BOM, MAX_BYTES, MAX_KEY_PARTS, too_large

# Far from where Python's recursion ends, for whoever walks the values next.
_MAX_DEPTH = 128
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_LONG_NUMBER = re.compile(r"\d{4000,}")
_CONFLICT_START = re.compile(r"^<{7}(?: |\r?$)", re.MULTILINE)
_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>")


def parse(text: str, where: str, most: int = MAX_BYTES) -> dict[str, Any]:
    """Return what a TOML text of at most so many characters says.

    Floats come as Decimal, which keeps `1.10` apart from `1.1`.
    """
    if len(text) > most:
        raise too_large(where, most)
    source = text.removeprefix(BOM)
    _refuse_long_keys(source, where)
    try:
        table = tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise WorkbenchError(_conflict(source, where) or _syntax(error, source, where)) from None
    except RecursionError:
        raise WorkbenchError(Problem("values are nested too deeply", where)) from None
    except (ValueError, ArithmeticError):
        # tomllib lets Python's own refusal of huge numbers through, without a place.
        number = _LONG_NUMBER.search(source)
        place = _place(source, number.start(), where) if number else where
        raise WorkbenchError(Problem("a number is too long", place, "put it in quotes")) from None
    if _is_deeper(table, _MAX_DEPTH):
        raise WorkbenchError(Problem("values are nested too deeply", where))
    # Markers inside a body's text leave the TOML valid, and would be sent.
    conflict = _conflict(source, where) if _has_all_conflict_marks(source) else None
    if conflict is not None:
        raise WorkbenchError(conflict)
    return table


def _conflict(source: str, where: str) -> Problem | None:
    start = _CONFLICT_START.search(source)
    if start is None:
        return None
    hint = "keep one side of each conflict and remove the markers"
    return Problem("merge conflict markers", _place(source, start.start(), where), hint)


def _syntax(error: tomllib.TOMLDecodeError, source: str, where: str) -> Problem:
    message = str(error)
    position = _POSITION.search(message)
    what = message[: position.start()] if position else message
    at_line = position[1] if position else None
    line = int(at_line) if at_line else source.rstrip("\n").count("\n") + 1
    what = what[:1].lower() + what[1:]
    return Problem(f"not valid TOML: {what}", f"{where}:{line}", _syntax_hint(what))


def _syntax_hint(what: str) -> str:
    if what.startswith("invalid value"):
        return "text needs quotes"
    if what.startswith("cannot overwrite"):
        return "the same key or table stands in the file twice"
    if what.startswith(("unterminated", "expected \"'''\"", "illegal character '\\n'")):
        return "a closing quote is missing"
    return ""


def _place(source: str, offset: int, where: str) -> str:
    line = source.count("\n", 0, offset) + 1
    return f"{where}:{line}"


def _has_all_conflict_marks(source: str) -> bool:
    if "<<<<<<<" not in source:
        return False
    wanted = iter(_CONFLICT_MARKS)
    mark = next(wanted)
    for line in source.split("\n"):
        if line.startswith(mark):
            following = next(wanted, None)
            if following is None:
                return True
            mark = following
    return False


def _is_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _refuse_long_keys(source: str, where: str) -> None:
    """Stop a text that would keep tomllib busy: its time is quadratic in a key's parts."""
    if source.count(".") <= MAX_KEY_PARTS:
        return
    if all(line.count(".") <= MAX_KEY_PARTS for line in source.split("\n")):
        return
    from .layout import LongKeyError, NotTomlError, scan

    try:
        for _ in scan(source):
            pass
    except LongKeyError as error:
        at = _place(source, error.args[0], where)
        raise WorkbenchError(Problem("a key has too many parts", at)) from None
    except (NotTomlError, RecursionError, tomllib.TOMLDecodeError):
        return  # tomllib stops at the same place and says why
