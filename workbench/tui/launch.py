"""Open the terminal interface and say how it ended."""

from collections.abc import Mapping
from pathlib import Path

from .garbage import looking_later


def launch(
    root: Path | None,
    environment: str | None = None,
    variables: Mapping[str, str] | None = None,
    *,
    directory: Path | None = None,
) -> int:
    """Show the collection at `root` until the user leaves; returns the exit code.

    Without a root the start screen is shown first, and what it offers is done to
    `directory` (the current one by default).
    """
    with looking_later():
        return _launch(root, environment, variables, directory)


def _launch(
    root: Path | None,
    environment: str | None,
    variables: Mapping[str, str] | None,
    directory: Path | None,
) -> int:
    from .app import WorkbenchApp

    if root is None:
        directory = directory or Path.cwd()
        app = WorkbenchApp(directory, is_collection=False)
        match app.run():
            case "demo":
                return launch_demo()
            case "create":
                from workbench.store.new_collection import create_collection

                create_collection(directory, directory.resolve().name)
                return launch(directory, environment, variables)
            case _:
                return app.return_code or 0
    app = WorkbenchApp(root, is_collection=True, environment=environment, variables=variables)
    app.run()
    return app.return_code or 0


def launch_demo(*, port: int = 0, fresh: bool = False) -> int:
    """Show the user's copy of the demo collection, with its server running meanwhile."""
    from workbench.engine.demo import open_demo

    with open_demo(port=port, fresh=fresh) as (root, variables):
        return launch(root, variables=variables)
