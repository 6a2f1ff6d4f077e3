"""The problems of one resolution, each told once, with the place where it was met first."""

from dataclasses import dataclass, replace

from workbench.errors import Problem

from .filled import Filled
from .pieces import position

MAX_PROBLEMS = 100  # nobody reads more, and a hostile text must not cost more


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the text of a field; counting lines is left until somebody asks."""

    text: str
    offset: int
    where: str

    def to(self, offset: int) -> "Place":
        """Return another place in the same text."""
        return replace(self, offset=offset)

    def __str__(self) -> str:
        return f"{self.where}:{position(self.text, self.offset)}"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is not there: a problem, unless a default() behind it stands in.

    `nothing` is what then goes on, and `name` the variable that no scope has.
    """

    what: str
    at: Place
    hint: str = ""
    nothing: Filled = Filled(None)  # noqa: RUF009 - it is frozen
    name: str = ""


class Problems:
    """What has gone wrong so far."""

    def __init__(self) -> None:
        self._found: dict[str, Problem] = {}

    @property
    def found(self) -> tuple[Problem, ...]:
        """All problems in the order in which they were met."""
        return tuple(self._found.values())

    def report(self, what: str, where: Place | str, hint: str = "") -> None:
        """Keep a problem, unless the same one is known from another place."""
        if what not in self._found and len(self._found) < MAX_PROBLEMS:
            self._found[what] = Problem(what, str(where), hint)
