"""How the screen of one collection was left."""

from dataclasses import dataclass

from .collection import NodeId


@dataclass(frozen=True, slots=True)
class View:
    """What is folded and open, and how the panes share the screen.

    Where there is None, it is as the program would have it.

    `sidebar` is the width of the tree in cells, `share` the request's percentage of the room
    that it shares with the response. `tabs` are the open requests in order, `active` the one
    that was looked at, `preview` the one whose tab the next one takes over.
    """

    folded: frozenset[NodeId] = frozenset()
    sidebar: int | None = None
    share: int | None = None
    tabs: tuple[NodeId, ...] = ()
    active: NodeId | None = None
    preview: NodeId | None = None
