"""What the command line prints: results on stdout, problems on stderr, one line each.

Text from outside is made visible even when nobody looks: a log is shown on a terminal later.
"""

import sys
from dataclasses import replace
from typing import TextIO

from workbench.bodies import safe_line
from workbench.errors import Problem
from workbench.model import RunRow

UNITS = ("B", "kB", "MB", "GB", "TB")


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
    lead = f"{status}  {row.method:<7} {seconds(row.elapsed):>8} {size(row.size):>8}"
    line = f"{lead}  {row.name or row.url}"
    if row.name:
        line += f"  {row.url}"
    return safe_line(f"{line}  ! {row.failure}" if row.failure else line)


def seconds(value: float) -> str:
    """Return a duration with three digits that matter."""
    if value < 0.0995:
        return f"{value * 1000:.1f} ms"
    if value < 0.9995:
        return f"{value * 1000:.0f} ms"
    return f"{value:.2f} s" if value < 99.995 else f"{value:.0f} s"


def size(value: int) -> str:
    """Return a number of bytes in decimal units."""
    number = float(value)
    for unit in UNITS[:-1]:
        if number < 999.5:
            return (
                f"{number:.0f} {unit}" if unit == "B" or number >= 99.95 else f"{number:.1f} {unit}"
            )
        number /= 1000
    return f"{number:.1f} {UNITS[-1]}"
