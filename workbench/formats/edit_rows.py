"""Change a table of rows line by line: what stays the same keeps its line."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from .edit import Document
from .edit_fields import edit_fields
from .rows import N, Notation, Notations, are_grouped, encode_group, encode_list, groups
from .typed import Path
from .write import dotted


def edit_tables(
    document: Document, table: Mapping[str, Any], old: Any, new: Any, notations: Notations
) -> None:
    """Change all tables of rows from those of one noun to those of another."""
    for name, notation in notations.items():
        before, after = getattr(old, name), getattr(new, name)
        edit_rows(document, (name,), table.get(name), before, after, notation)


def rewrite_tables(document: Document, old: Any, new: Any, notations: Notations) -> None:
    """Write changed tables anew, where their order cannot be had line by line."""
    for name, notation in notations.items():
        if getattr(old, name) != getattr(new, name):
            rewrite_rows(document, (name,), getattr(new, name), notation)


def edit_rows(
    document: Document,
    path: Path,
    current: Any,
    old: Sequence[N],
    new: Sequence[N],
    notation: Notation[N],
) -> None:
    """Change the table at `path` from the old rows to the new ones.

    `current` is its value as parsed. An emptied table keeps its header, as a place
    for the next row and for the comments around it.
    """
    if old == new:
        return
    if isinstance(current, list) or (notation.listed and not current):
        _edit_listed(document, path, old, new, notation)
        return
    if not are_grouped(new):
        rewrite_rows(document, path, new, notation)
        return
    before, after = groups(old), groups(new)
    renamed = _renamed(list(before), list(after))
    for name, successor in renamed.items():
        if document.rename((*path, name), successor):
            before = {successor if key == name else key: rows for key, rows in before.items()}
    kept = _kept(list(before), list(after))
    lines = {name: document.line((*path, name)) for name in before if name not in kept}
    for name in lines:
        document.remove((*path, name))
    last: str | None = None
    for name, rows in after.items():
        here = (*path, name)
        line = lines.get(name)
        if name in kept:
            raw = current.get(name, {}) if isinstance(current, dict) else {}
            _edit_group(document, here, raw, before[name], rows, notation)
        elif not (line and before[name] == rows and document.insert_line(line, path, last)):
            document.insert(here, encode_group(rows, notation), last)
        last = name


def rewrite_rows(document: Document, path: Path, new: Sequence[N], notation: Notation[N]) -> None:
    """Write all rows anew, for tables that cannot be changed line by line."""
    for name in groups(new) if are_grouped(new) else ():
        document.remove((*path, name))
    document.remove(path)
    if new and (notation.listed or not are_grouped(new)):
        document.set(path, encode_list(new, notation))
        return
    for name, group in groups(new).items():
        document.set((*path, name), encode_group(group, notation))


def _edit_listed(
    document: Document, path: Path, old: Sequence[N], new: Sequence[N], notation: Notation[N]
) -> None:
    """Change a list of tables, one for each row; it stays one."""
    before, after = encode_list(old, notation), encode_list(new, notation)
    header = f"[{dotted(path)}]"

    def change(rest: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
        table = Document(header + rest)
        edit_fields(table, path, one, other, loose=notation.loose)
        return table.text.removeprefix(header)

    if document.has_one_value(path):
        document.set_list(path, before, after, loose=notation.loose)
    elif not document.set_tables(path, before, after, change):
        rewrite_rows(document, path, new, notation)


def _renamed(before: list[str], after: list[str]) -> dict[str, str]:
    """Return the names that were changed in their place."""
    found: dict[str, str] = {}
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace" and end - start == new_end - new_start:
            pairs = zip(before[start:end], after[new_start:new_end], strict=True)
            found |= {old: new for old, new in pairs if old not in after and new not in before}
    return found


def _kept(before: list[str], after: list[str]) -> set[str]:
    """Return the names that are in both lists in the same order."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    blocks = matcher.get_matching_blocks()
    return {name for block in blocks for name in before[block.a : block.a + block.size]}


def _edit_group(
    document: Document,
    path: Path,
    raw: Any,
    old: list[N],
    new: list[N],
    notation: Notation[N],
) -> None:
    if old == new:
        return
    if len(old) == len(new) == 1 and notation.is_long(raw):
        has_more = any(key not in notation.keys for key in raw)
        if has_more or not document.has_one_value(path):
            _edit_keys(document, path, raw, notation.long(new[0]), notation)
            return
    if isinstance(raw, list) and notation.repeat and len(new) > 1:
        before, after = ([notation.encode(row) for row in rows] for rows in (old, new))
        document.set_list(path, before, after, loose=notation.loose)
    else:
        document.set(path, encode_group(new, notation), loose=notation.loose)


def _edit_keys(
    document: Document, path: Path, raw: Any, wanted: dict[str, Any], notation: Notation[N]
) -> None:
    for key in notation.keys:
        if key not in wanted:
            document.remove((*path, key))
        elif repr(raw.get(key)) != repr(wanted[key]):  # 1 equals True
            document.set((*path, key), wanted[key], loose=notation.loose)
