"""What the command line prints: results on stdout, problems on stderr, one line each.

Text from outside is made visible even when nobody looks: a log is shown on a terminal later.
"""

import sys
from dataclasses import replace
from typing import TextIO

from workbench.bodies.safe import safe_line
from workbench.errors import Problem
from workbench.model import RunRow
from workbench.stats import duration, size


def say(line: str) -> None:
    """Print one line of a result, at once."""
    _write(sys.stdout, line)


def complain(*problems: Problem) -> None:
    """Print problems and their hints on stderr."""
    for problem in problems:
        _write(sys.stderr, safe_line(str(replace(problem, hint=""))))
        if problem.hint:
            _write(sys.stderr, safe_line(f"hint: {problem.hint}"))


def _write(stream: TextIO | None, line: str) -> None:
    if stream is not None:  # it is None if the shell closed it
        stream.write(f"{line}\n")
        stream.flush()


def row_line(row: RunRow) -> str:
    """Return the line that says how one exchange went."""
    status = "---" if row.status is None else str(row.status)
    lead = f"{status}  {row.method:<7} {duration(row.elapsed):>8} {size(row.size):>8}"
    line = f"{lead}  {row.name or row.url}"
    if row.name:
        line += f"  {row.url}"
    return safe_line(f"{line}  ! {row.failure}" if row.failure else line)
