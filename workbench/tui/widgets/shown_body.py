"""A body as it is given to a view."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.bodies.kind import Kind
from workbench.model import Bytes

Kept = Callable[[str], str]
"""Takes secrets out of a text that was decoded from the body."""


@dataclass(frozen=True, slots=True)
class ShownBody:
    """A body with what is to be known of it to draw it.

    `shown` is the same as `source` as it may be drawn: every byte of it in its place, some
    others instead. `kept` does the same for what is decoded from it.
    """

    source: Bytes
    shown: Bytes
    kind: Kind
    content_type: str = ""
    kept: Kept = str
