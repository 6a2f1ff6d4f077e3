"""What the command line prints: results on stdout, problems on stderr, one line each.

Text from outside is made visible even when nobody looks: a log is shown on a terminal later.
"""

import re
import sys
from dataclasses import replace
from typing import TextIO

from workbench.bodies.safe import safe_line
from workbench.errors import Problem
from workbench.model import RunRow
from workbench.stats import duration, size

# Lines that the logs of GitHub, Azure and TeamCity take as orders to themselves.
_ORDER = re.compile(r"^(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))")


def defused(line: str) -> str:
    """Return a line from outside that no CI server takes as an order."""
    return _ORDER.sub(lambda found: f"{found[0]} ", line)


def say(line: str) -> None:
    """Print one line of a result, at once."""
    _write(sys.stdout, line)


def complain(*problems: Problem) -> None:
    """Print problems and their hints on stderr."""
    for problem in problems:
        _write(sys.stderr, defused(safe_line(str(replace(problem, hint="")))))
        if problem.hint:
            _write(sys.stderr, safe_line(f"hint: {problem.hint}"))


def _write(stream: TextIO | None, line: str) -> None:
    if stream is not None:  # it is None if the shell closed it
        stream.write(f"{line}\n")
        stream.flush()


def remark(line: str) -> None:
    """Print one line on stderr, where stdout belongs to a report."""
    _write(sys.stderr, line)


def row_line(row: RunRow) -> str:
    """Return the line that says how one exchange went."""
    status = "---" if row.status is None else str(row.status)
    lead = f"{status}  {row.method:<7} {duration(row.elapsed):>8} {size(row.size):>8}"
    line = f"{lead}  {row.name or row.url}"
    if row.name:
        line += f"  {row.url}"
    return safe_line(f"{line}  ! {row.failure}" if row.failure else line)
