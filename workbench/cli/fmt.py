"""`workbench fmt`: put files into canonical order."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.errors import ExitCode, Problem, WorkbenchError

if TYPE_CHECKING:
    from workbench.formats.file_kinds import FileKind


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
def fmt(paths: tuple[Path, ...], check: bool) -> int:
    """Put the files of collections into canonical order, keeping comments and values.

    A PATH is a file of a collection or a folder of one. Prints the files that change. A line
    that names a file's schema is set right if the file has moved. The exit code is 0, with
    --check 1 if a file is not in order, and 2 if one cannot be read; it stays as it is.

    \b
      workbench fmt shop
      workbench fmt --check shop/users/create.toml
    """
    from workbench.bodies.safe import safe_line
    from workbench.store.toml_files import toml_files

    from .output import complain, say
    from .places import locate_root

    changed = 0
    problems: list[Problem] = []
    for given in paths:
        root, place = locate_root(given)
        found = list(toml_files(root, place))
        if not found:
            problems.append(Problem("there is no file of a collection here", str(given)))
        for path, kind in found:
            shown = given / path.relative_to(place) if place != path else given
            try:
                depth = len(path.relative_to(root).parts) - 1
                is_changed = _format(path, str(shown), kind, depth, check=check)
            except WorkbenchError as error:
                problems += error.problems
                continue
            if is_changed:
                changed += 1
                say(safe_line(f"would change {shown}" if check else f"changed {shown}"))
    complain(*problems)
    if problems:
        return ExitCode.USAGE
    return ExitCode.CHECK_FAILED if check and changed else ExitCode.PASSED


def _format(path: Path, where: str, kind: "FileKind", depth: int, *, check: bool) -> bool:
    """Put one file into order, unless it is only a check; returns whether that changes it."""
    from workbench.formats.canonical import canonical
    from workbench.formats.schema import with_schema_in_place
    from workbench.formats.text import decode_text
    from workbench.store.files import content_hash, follow, read_file, write_file

    data = read_file(path, where)
    text = canonical(decode_text(data, where), where, kind)
    ordered = with_schema_in_place(text, kind, depth).encode()
    if ordered == data:
        return False
    if not check:
        write_file(follow(path, where), ordered, where, replaces=content_hash(data))
    return True
