"""Run the `workbench` command the way a shell does."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "workbench"]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


def workbench(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Done:
    """Run the command with no terminal and wait for its end."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=cwd,
        env=os.environ | environment,
        timeout=30,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
