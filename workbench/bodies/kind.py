"""What a kind of body is: how it is recognised, and the views it offers."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from workbench.model import Bytes

from .index import RowIndex


class Claim(IntEnum):
    """How sure a kind is that a body is its own; the surest gets it."""

    NONE = 0
    LAST = 1
    """It would take any body."""
    TEXT = 2
    """It would take any text."""
    DECLARED = 3
    """The header says so, and the first bytes do not speak against it."""
    SHAPED = 4
    """The first bytes are written in its syntax."""
    CERTAIN = 5
    """The first bytes are its signature."""
    OWN = 6
    """Nobody but this program writes such bytes."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to draw a body. `make` takes its source and content type."""

    name: str
    make: Callable[[Bytes, str], RowIndex]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: its name, its views with the best first, and its claim to a body.

    `claim` gets the content type, in lower case and without parameters, and the first bytes.
    """

    name: str
    views: tuple[View, ...]
    claim: Callable[[str, bytes], Claim]

    def view(self, name: str) -> View | None:
        """Return the view with that name, if the kind offers it."""
        return next((view for view in self.views if view.name == name), None)


def text_view(source: Bytes, _content_type: str) -> RowIndex:
    """Make the rows of a body as text."""
    from .text_index import TextIndex

    return TextIndex(source)


def hex_view(source: Bytes, _content_type: str) -> RowIndex:
    """Make the rows of a body as a dump."""
    from .hex_index import HexIndex

    return HexIndex(source)


RAW = View("raw", text_view)
HEX = View("hex", hex_view)
PICTURE = "picture"
"""The name of a view that who draws it may make as the terminal allows."""

EMPTY = Kind("empty", (), lambda _content_type, _head: Claim.NONE)
"""The kind of a body without bytes."""
