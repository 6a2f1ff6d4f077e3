"""Tables of named values ⇄ rows.

    tag = ["a", "b"]                            two rows of one name
    debug = { value = "1", enabled = false }    kept, not sent
    X-Legacy = { remove = true }                takes an inherited one away

A table cannot say that rows of one name stand apart from each other. Such rows are
written as a list of tables instead: `[[params]]` with `name` and `value`.
"""

from collections.abc import Iterable
from typing import Any

from workbench.model import Row, Rows

from .layout import Path
from .typed import Source

FLAGS = ("value", "enabled", "remove")


def decode_rows(value: Any, source: Source, path: Path) -> Rows:
    """Return the rows of a table, or of a list of tables."""
    if isinstance(value, list):
        return tuple(_listed_row(item, source, path) for item in value)
    if not isinstance(value, dict):
        raise source.error(path, f'"{path[-1]}" must be a table')
    rows: list[Row] = []
    for name, item in value.items():
        several = item if isinstance(item, list) else [item]
        rows += (_row(name, one, source, (*path, name)) for one in several)
    return tuple(rows)


def groups(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows by name, in the order in which the names first appear."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(row)
    return found


def are_grouped(rows: Rows) -> bool:
    """Tell whether rows of one name stand together, so that a table can hold them."""
    return tuple(row for group in groups(rows).values() for row in group) == rows


def encode_group(rows: list[Row]) -> Any:
    """Return the value of one name in a table."""
    values = [encode_row(row) for row in rows]
    return values[0] if len(values) == 1 else values


def encode_row(row: Row) -> str | dict[str, Any]:
    """Return a row as short as it can be written: a text, or a table if it needs flags."""
    flags = row_flags(row)
    return row.value if flags.keys() == {"value"} else flags


def row_flags(row: Row) -> dict[str, Any]:
    """Return what a row's table must say; what is left out has its default."""
    flags: dict[str, Any] = {}
    if row.value or not row.removed:
        flags["value"] = row.value
    if not row.enabled:
        flags["enabled"] = False
    if row.removed:
        flags["remove"] = True
    return flags


def encode_list(rows: Rows) -> list[dict[str, Any]]:
    """Return rows in the form that keeps any order."""
    return [{"name": row.name, **row_flags(row)} for row in rows]


def _row(name: str, item: Any, source: Source, path: Path) -> Row:
    if not isinstance(item, dict):
        return Row(name, source.text(item, path))
    return Row(
        name,
        source.text(item.get("value", ""), (*path, "value")),
        enabled=source.convert(item.get("enabled", True), bool, (*path, "enabled")),
        removed=source.convert(item.get("remove", False), bool, (*path, "remove")),
    )


def _listed_row(item: Any, source: Source, path: Path) -> Row:
    if not isinstance(item, dict) or "name" not in item:
        raise source.error(path, f'every item of "{path[-1]}" must be a table with a name')
    return _row(source.convert(item["name"], str, (*path, "name")), item, source, path)
