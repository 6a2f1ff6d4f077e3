"""`workbench [DIRECTORY]`: open the interface."""

from collections.abc import Iterable
from pathlib import Path

import click

from workbench.errors import Problem, WorkbenchError, did_you_mean

from .places import find_root
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

    Where there is none, you are offered to begin one. `workbench DIRECTORY` does the same.
    """
    above = context.parent
    group = above.command if above is not None else None
    commands = group.list_commands(above) if above and isinstance(group, click.Group) else ()
    place = existing_directory(directory, commands)
    need_terminal()
    from workbench.tui.launch import launch

    return launch(find_root(place), environment, variables, directory=place)


def existing_directory(given: Path | None, commands: Iterable[str]) -> Path:
    """Return the directory to open; raises if what was given is none, or a misspelt command."""
    if given is None:
        return Path.cwd()
    place = given.resolve()
    if place.is_dir():
        return place
    if place.suffix == ".toml" and place.is_file():
        return place.parent
    if place.exists():
        hint = "a collection is a directory with a collection.toml"
        raise WorkbenchError(Problem(f'"{given}" is not a directory', hint=hint))
    raise no_such_place(str(given), commands)


def no_such_place(given: str, commands: Iterable[str]) -> WorkbenchError:
    """Return what is to be raised for a word that is neither a command nor a directory."""
    what = f'there is no command or directory "{given}"'
    return WorkbenchError(Problem(what, hint=did_you_mean(given, commands)))
