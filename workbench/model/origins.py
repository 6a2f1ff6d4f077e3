"""Where what was sent came from: who said each part of it, and what was filled in with what."""

from dataclasses import dataclass, field
from typing import Literal

from .collection import NodeId

OriginPart = Literal["url", "headers", "auth", "options", "body", "messages"]


@dataclass(frozen=True, slots=True)
class Answered:
    """The response that a value was taken from: of which request, its status, when it was sent."""

    request: NodeId
    status: int | None = None
    started: float = 0.0


@dataclass(frozen=True, slots=True)
class Origin:
    """One part of a request, or a template or variable in it.

    `depth` is 0 for a part, and one more for each step to what it was made of. `value` is as
    it was used, or its beginning; `written` as its file has it, where that is something else.
    `scope` says who said it, `place` and `line` where in the collection, as it was then.
    `answered` is the response that a value was taken from.
    """

    part: OriginPart
    depth: int
    name: str
    value: str = field(default="", repr=False)
    secret: bool = False
    scope: str = ""
    place: str = ""
    line: int | None = None
    written: str = field(default="", repr=False)
    answered: Answered | None = None


@dataclass(frozen=True, slots=True)
class Origins:
    """All of it, part by part; `left_out` counts the templates that are not told."""

    found: tuple[Origin, ...] = ()
    left_out: int = 0
