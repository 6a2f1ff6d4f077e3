"""`workbench merge-driver`: merge two versions of a collection's file for git."""

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from workbench.errors import ExitCode, Problem, WorkbenchError

if TYPE_CHECKING:
    from workbench.formats.merge import Kind

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("merge-driver")
@click.argument("base", metavar="%O", type=FILE)
@click.argument("ours", metavar="%A", type=FILE)
@click.argument("theirs", metavar="%B", type=FILE)
@click.argument("name", metavar="[%P]", default="")
def merge_driver(base: Path, ours: Path, theirs: Path, name: str) -> int:
    """Merge two versions of a file of a collection, field by field, for git.

    Git runs it for every .toml file after these three lines:

    \b
      git config merge.workbench.name "collections, field by field"
      git config merge.workbench.driver "workbench merge-driver %O %A %B %P"
      echo "*.toml merge=workbench" >> .gitattributes

    What only one side changed is taken, comments of both sides are kept, and a file that
    is no file of a collection is merged by lines. The result is in %A. The exit code is
    0 if all is merged, and 1 if both sides changed a field: only such fields have the
    usual markers around them, and `workbench check` finds those that are left.
    """
    from workbench.formats.text import decode_text
    from workbench.store.files import read_file

    from .output import complain

    where = name or str(ours)
    texts = [decode_text(read_file(path, where), where) for path in (base, ours, theirs)]
    text, problems = _merged(texts, where)
    ours.write_bytes(text.encode())
    complain(*problems)
    return ExitCode.CHECK_FAILED if problems else ExitCode.PASSED


def _merged(texts: list[str], where: str) -> tuple[str, list[Problem]]:
    """Return the merged text, with markers if there are conflicts, and what conflicts."""
    from workbench.formats.merge import merge_texts
    from workbench.formats.merge_markers import marked, merge_marked

    kind, (base, ours, theirs) = _kind(where), texts
    try:
        merged = merge_texts(kind, base, ours, theirs)
        if not merged.conflicts:
            return merged.text, []
        other = merge_texts(
            kind, base, ours, theirs, {conflict.field: "theirs" for conflict in merged.conflicts}
        )
    except WorkbenchError:
        text, clean = merge_marked(base, ours, theirs)
        return text, [] if clean else [Problem("both sides changed the same lines", where)]
    problems = [Problem(f'both sides changed "{it.field}"', where) for it in merged.conflicts]
    return marked(merged.text, other.text), problems


def _kind(where: str) -> "Kind[Any]":
    """Return the kind of file by its place in the collection."""
    from workbench.formats.merge import ENVIRONMENT, FOLDER, REQUEST

    path = PurePosixPath(where)
    if path.name in {"collection.toml", "folder.toml"}:
        return FOLDER
    return ENVIRONMENT if path.parent.name == "environments" else REQUEST
