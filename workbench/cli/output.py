"""What the command line prints: results on stdout, problems on stderr, one line each.

Text from outside is made visible even when nobody looks: a log is shown on a terminal later.
"""

import sys
from dataclasses import replace
from typing import TextIO

from workbench.bodies.log_orders import defused
from workbench.bodies.safe import safe_line
from workbench.errors import Problem, WorkbenchError
from workbench.model import RunRow
from workbench.stats import duration, size


def say(text: str) -> None:
    """Print a line of a result, or a whole report, at once; no CI server finds orders in it."""
    _write(sys.stdout, defused(text))


def order(line: str) -> None:
    """Print a line that is meant as an order to a CI server."""
    _write(sys.stdout, line)


def complain(*problems: Problem) -> None:
    """Print problems and their hints on stderr."""
    for problem in problems:
        remark(safe_line(str(replace(problem, hint=""))))
        if problem.hint:
            remark(safe_line(f"hint: {problem.hint}"))


def _write(stream: TextIO | None, line: str) -> None:
    if stream is None:  # the shell closed it
        return
    try:
        stream.write(f"{line}\n")
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"the output cannot be written: {(error.strerror or str(error)).lower()}"
        raise WorkbenchError(Problem(what)) from None


def remark(line: str) -> None:
    """Print one line on stderr, where stdout belongs to a report."""
    _write(sys.stderr, defused(line))


def row_line(row: RunRow) -> str:
    """Return the line that says how one exchange went."""
    status = "---" if row.status is None else str(row.status)
    lead = f"{status}  {row.method:<7} {duration(row.elapsed):>8} {size(row.size):>8}"
    line = f"{lead}  {row.name or row.url}"
    if row.name:
        line += f"  {row.url}"
    return safe_line(f"{line}  ! {row.failure}" if row.failure else line)
