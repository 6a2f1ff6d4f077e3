"""Write edits of an environment or a folder on top of what its file says by now."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from textual.app import App

from workbench.errors import Problem, WorkbenchError
from workbench.formats.folder_toml import FolderFile
from workbench.formats.merge_choices import Conflict, Side
from workbench.model import Environment

from .merge import MergeFields

T = TypeVar("T", FolderFile, Environment)
Merge = Callable[[T, T, T, Mapping[str, Side]], tuple[T, tuple[Conflict, ...]]]
Write = Callable[[Callable[[T], T]], Awaitable[None]]


class ConflictedError(WorkbenchError):
    """Both the user and somebody else have changed the same fields of a file."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        named = ", ".join(f"“{conflict.field}”" for conflict in conflicts)
        super().__init__(Problem(f"both have changed {named}"))
        self.conflicts = conflicts


async def write_merged(
    app: App[Any], name: str, base: T, ours: T, merge: Merge[T], write: Write[T]
) -> T | None:
    """Write `ours`, made from `base`; returns what the file says now, which may be more.

    `write` is given what makes the new content of the file's content now. Where both have
    changed the same field the user is asked; None if they do not want to choose: nothing is
    written then. To be called in a worker. Raises WorkbenchError.
    """
    chosen: dict[str, Side] = {}
    result = ours

    def change(theirs: T) -> T:
        nonlocal result
        result, conflicts = merge(base, ours, theirs, chosen)
        if conflicts:
            raise ConflictedError(conflicts)
        return result

    while True:
        try:
            await write(change)
        except ConflictedError as conflicted:
            answer = await app.push_screen_wait(MergeFields(name, conflicted.conflicts))
            if answer is None:
                return None
            chosen |= answer
        else:
            return result
