"""`workbench init`: start a collection."""

from pathlib import Path

import click


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What to call it, if not as its directory.")
def init(directory: Path, name: str | None) -> None:
    """Start a collection in DIRECTORY, which is made if need be.

    Writes collection.toml, a local environment, a first request, a README, and what git
    has to know. Files that are there already stay as they are.
    """
    import shlex

    from workbench.bodies.safe import safe_line
    from workbench.errors import Problem, WorkbenchError
    from workbench.store.new_collection import init_collection

    from .output import say

    if directory.is_file():
        raise WorkbenchError(Problem(f'"{directory}" is a file', hint="name a directory"))
    begun = init_collection(directory, name or directory.resolve().name)
    lines = [f"wrote {directory / file}" for file in begun.added]
    lines += [f"added to {directory / file}" for file in begun.extended]
    lines += [f"kept {directory / file} as it was" for file in begun.kept]
    lines.append(f"open it: workbench {shlex.quote(str(directory))}")
    for line in lines:
        say(safe_line(line))
