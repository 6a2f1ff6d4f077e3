"""Make sure that there is a terminal before the interface takes it over."""

import sys

from workbench.errors import Problem, WorkbenchError


def need_terminal() -> None:
    """Raise unless a person can see the screen and press keys."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if stream is None or not stream.isatty():
            raise WorkbenchError(
                Problem(
                    f"the interface needs a terminal, and the standard {name} is none",
                    hint='in scripts use "workbench run"',
                )
            )
