"""What was filled in with what, noted while it happens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .expression import Expression
from .filled import Filled

MOST_TRACED = 500
"""So many templates of one resolution are kept; a body may have thousands."""


@dataclass(frozen=True, slots=True)
class Traced:
    """One template with what it came to.

    `where` is the field that it stands in, `owner` the variable whose value it is a part of,
    empty in a field itself.
    """

    where: str
    owner: str
    written: str
    expression: Expression
    filled: Filled


@dataclass(frozen=True, slots=True)
class Trace:
    """The templates of a resolution in the order they were filled in, and its variables.

    `left_out` counts the templates beyond the first MOST_TRACED.
    """

    templates: tuple[Traced, ...] = ()
    variables: Mapping[str, Filled] = field(default_factory=dict)
    left_out: int = 0


class Tracer:
    """Takes templates in as they are filled in."""

    def __init__(self) -> None:
        self._found: list[Traced] = []
        self._left_out = 0

    def note(
        self, where: str, owner: str, written: str, expression: Expression, filled: Filled
    ) -> None:
        """Keep a template, unless there are very many."""
        if len(self._found) < MOST_TRACED:
            self._found.append(Traced(where, owner, written, expression, filled))
        else:
            self._left_out += 1

    def trace(self, variables: Mapping[str, Filled]) -> Trace:
        """Return what was taken in, and what the variables came to."""
        return Trace(tuple(self._found), dict(variables), self._left_out)
