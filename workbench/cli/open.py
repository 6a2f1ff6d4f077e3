"""`workbench [DIRECTORY]`: open the interface."""

from collections.abc import Collection
from pathlib import Path

import click

from workbench.errors import Problem, WorkbenchError, did_you_mean

from .places import COLLECTION_FILE, find_root
from .terminal import need_terminal
from .variables import scope_options


@click.command("open")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@scope_options
@click.pass_context
def open_collection(
    context: click.Context,
    directory: Path | None,
    environment: str | None,
    variables: dict[str, str],
) -> int:
    """Open the collection in DIRECTORY, or the one that you are in.

    `workbench DIRECTORY` does the same.
    """
    group = context.parent.command if context.parent else None
    commands = group.commands if isinstance(group, click.Group) else {}
    root = find_collection(directory, commands)
    need_terminal()
    from workbench.tui.launch import launch

    return launch(root, environment, variables)


def find_collection(directory: Path | None, commands: Collection[str]) -> Path | None:
    """Return the root of the collection to open; None if none was asked for and none is here."""
    if directory is None:
        return find_root(Path.cwd())
    place = directory.resolve()
    if not place.exists():
        what = f'there is no command or directory "{directory}"'
        raise WorkbenchError(Problem(what, hint=did_you_mean(str(directory), commands)))
    root = find_root(place if place.is_dir() else place.parent)
    if root is None:
        raise WorkbenchError(
            Problem(
                f'"{directory}" is not a collection',
                hint=f"a collection is a directory with a {COLLECTION_FILE}",
            )
        )
    return root
