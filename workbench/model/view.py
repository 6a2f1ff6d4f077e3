"""How the screen of one collection was left."""

from dataclasses import dataclass

from .collection import NodeId


@dataclass(frozen=True, slots=True)
class View:
    """What is folded, and how the panes share the screen; None is as the program would have it.

    `sidebar` is the width of the tree in cells, `share` the request's percentage of the room
    that it shares with the response.
    """

    folded: frozenset[NodeId] = frozenset()
    sidebar: int | None = None
    share: int | None = None
