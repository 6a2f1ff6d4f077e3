"""Lend the terminal to another program of the user's, such as a pager or an editor."""

import shlex
import subprocess
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from workbench.errors import Problem, WorkbenchError


def run_outside(app: App[Any], program: str, path: Path, *, must_succeed: bool = False) -> None:
    """Run a program on a file, and come back when it has ended.

    `program` is a command as in `PAGER`, with its arguments. Raises WorkbenchError if it
    cannot be run, or if this terminal cannot be lent; with `must_succeed` also if it fails.
    """
    try:
        command = [*shlex.split(program), str(path)]
        with app.suspend():
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's choice
    except (OSError, ValueError) as error:
        what = f'cannot run "{program}": {error}'.lower()
        raise WorkbenchError(Problem(what, hint="set PAGER or EDITOR")) from None
    except SuspendNotSupported:
        raise WorkbenchError(Problem("this terminal cannot be lent to other programs")) from None
    app.refresh(layout=True)
    if code and must_succeed:
        what = f'"{program}" ended with {code}, so nothing has changed'
        raise WorkbenchError(Problem(what))
