"""How the screen of one collection was left."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .collection import NodeId


@dataclass(frozen=True, slots=True)
class View:
    """What is folded and open, and how the panes share the screen.

    Where there is None, it is as the program would have it.

    `sidebar` is the width of the tree in cells, `share` the request's percentage of the room
    that it shares with the response. `tabs` are the open requests in order, `active` the one
    that was looked at, `preview` the one whose tab the next one takes over. `filters` are those
    of bodies that were used, the newest last, and `pinned` those through which every response
    of a request is seen.
    """

    folded: frozenset[NodeId] = frozenset()
    sidebar: int | None = None
    share: int | None = None
    tabs: tuple[NodeId, ...] = ()
    active: NodeId | None = None
    preview: NodeId | None = None
    filters: tuple[str, ...] = ()
    pinned: Mapping[NodeId, str] = field(default_factory=dict)
