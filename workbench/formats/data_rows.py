"""CSV or JSON text → the rows of data that a run takes one after the other."""

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal

from workbench.errors import Problem, WorkbenchError
from workbench.model import Value

from .text import BOM

DataRows = tuple[Mapping[str, Value], ...]


def decode_csv(text: str, where: str) -> DataRows:
    """Return a row for each line after the first, which names the variables (RFC 4180).

    A first line without a comma says by its semicolons or tabs what separates the columns.
    Empty lines are passed over. Raises WorkbenchError at the line that is wrong.
    """
    text = text.removeprefix(BOM)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    names: list[str] = []
    rows: list[Mapping[str, Value]] = []
    try:
        for values in reader:
            place = f"{where}:{reader.line_num}"
            if not values:
                continue
            if not names:
                names = _header(values, place)
                continue
            if len(values) != len(names):
                what = f"{len(values)} values for {len(names)} columns"
                raise WorkbenchError(Problem(what, place, f"the columns are: {', '.join(names)}"))
            rows.append(dict(zip(names, values, strict=True)))
    except csv.Error as error:
        what = f"not valid CSV: {error}"
        raise WorkbenchError(Problem(what, f"{where}:{reader.line_num}")) from None
    return _some(rows, where)


def decode_json(text: str, where: str) -> DataRows:
    """Return a row for each object of a list. Raises WorkbenchError at what is wrong."""
    try:
        found = json.loads(text.removeprefix(BOM), parse_float=Decimal)
    except json.JSONDecodeError as error:
        what = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise WorkbenchError(Problem(what, f"{where}:{error.lineno}:{error.colno}")) from None
    except RecursionError:
        raise WorkbenchError(Problem("values are nested too deeply", where)) from None
    except ValueError:  # what Python refuses beyond the grammar
        raise WorkbenchError(Problem("a number is too long", where)) from None
    hint = 'write a list of objects: [{"user": "ada"}, {"user": "grace"}]'
    if not isinstance(found, list):
        raise WorkbenchError(Problem("the data is no list", where, hint))
    for number, row in enumerate(found, 1):
        if not isinstance(row, dict):
            raise WorkbenchError(Problem(f"row {number} of the data is no object", where, hint))
    return _some(found, where)


def _separator(text: str) -> str:
    first, _, _ = text.lstrip("\r\n").partition("\n")
    return next((mark for mark in ",;\t" if mark in first), ",")


def _header(names: list[str], place: str) -> list[str]:
    names = [name.strip() for name in names]
    twice = [name for at, name in enumerate(names) if name in names[:at]]
    if "" in names:
        what = f"column {names.index('') + 1} has no name"
        raise WorkbenchError(Problem(what, place, "the first line names the variables"))
    if twice:
        what, hint = f'two columns are named "{twice[0]}"', "each one is a variable of that name"
        raise WorkbenchError(Problem(what, place, hint))
    return names


def _some(rows: list[Mapping[str, Value]], where: str) -> DataRows:
    if not rows:
        hint = "all is sent once for each row; the first line of CSV names the variables"
        raise WorkbenchError(Problem("there is no row of data", where, hint))
    return tuple(rows)
