"""Change a table of single values key by key."""

from collections.abc import Mapping
from typing import Any

from .edit import Document
from .typed import Path


def edit_fields(
    document: Document,
    path: Path,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    loose: bool = False,
) -> None:
    """Change the keys of a table that differ; what is not there any more is removed.

    Keys of neither mapping stay. Lists change item by item. With `loose` a text stays
    without quotes where a bare number or truth value was.
    """
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(key), new.get(key)
        if key not in new or after is None:
            document.remove((*path, key))
        elif _differ(before, after):
            if isinstance(before, list) and isinstance(after, list):
                document.set_list((*path, key), before, after)
            else:
                document.set((*path, key), after, loose=loose)


def _differ(before: Any, after: Any) -> bool:
    # 1 equals True, and 1.0 equals 1.
    return repr(before) != repr(after)
