"""How the program tells its user that something is wrong, and what it exits with."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the `workbench` command exits with; scripts rely on these numbers."""

    PASSED = 0
    CHECK_FAILED = 1
    USAGE = 2
    NO_RESPONSE = 3
    UNTRUSTED = 4
    INTERRUPTED = 130
    TERMINATED = 143


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and what may help.

    `what` starts in lower case, has no full stop and quotes the user's own words;
    `where` is a place the user can go to, such as `auth/login.toml:7`.
    """

    what: str
    where: str = ""
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}\nhint: {self.hint}" if self.hint else line


class WorkbenchError(Exception):
    """Work that cannot go on, explained by one or more Problems."""

    exit_code = ExitCode.USAGE

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that offers the known word most like this one, or `otherwise`."""
    if len(word) > 64:  # comparing is quadratic, and nobody mistypes a word this long
        return otherwise
    likely = difflib.get_close_matches(word, [name for name in known if len(name) <= 64], n=1)
    return f'did you mean "{likely[0]}"?' if likely else otherwise
