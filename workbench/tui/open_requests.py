"""Which requests are open, in which order, and which of them is looked at. Pure.

Opening a request only to look at it reuses one tab, the *preview*; the tab is kept once
the request is edited, sent, or opened a second time.
"""

import itertools
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from workbench.model import NodeId

MOST_CLOSED = 50
SCRATCH = ".scratch-"
"""What the id of a request begins with that has never been in a file: no file is hidden."""


def is_scratch(node: NodeId) -> bool:
    """Tell whether a request has never been in a file."""
    return node.startswith(SCRATCH)


def new_scratch(taken: Collection[NodeId], number: int) -> list[NodeId]:
    """Return ids for requests in no file that nothing has yet."""
    ids = (f"{SCRATCH}{count}" for count in itertools.count(1))
    return [*itertools.islice((node for node in ids if node not in taken), number)]


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """The open requests. While there are any, one of them is `active`.

    `preview` is the one whose tab the next request that is opened takes over. `closed`
    has what was closed with the place it had, the latest last.
    """

    order: tuple[NodeId, ...] = ()
    active: NodeId | None = None
    preview: NodeId | None = None
    closed: tuple[tuple[NodeId, int], ...] = ()

    @property
    def index(self) -> int:
        """Where the active request is; 0 without one."""
        return self.order.index(self.active) if self.active is not None else 0

    # Changes: each returns other OpenRequests.

    def opening(self, node: NodeId, *, keep: bool = False) -> "OpenRequests":
        """Look at a request, in its own tab, the preview's, or a new one beside the active."""
        if node in self.order:
            again = node == self.active
            kept = self.keeping(node) if keep or again else self
            return replace(kept, active=node)
        closed = tuple(each for each in self.closed if each[0] != node)
        if self.preview is not None and not keep:
            order = tuple(node if each == self.preview else each for each in self.order)
            return OpenRequests(order, node, node, closed)
        at = self.index + 1 if self.order else 0
        order = (*self.order[:at], node, *self.order[at:])
        return OpenRequests(order, node, self.preview if keep else node, closed)

    def keeping(self, node: NodeId | None) -> "OpenRequests":
        """Let a request have its tab for itself."""
        return replace(self, preview=None) if node is not None and node == self.preview else self

    def keeping_all(self, nodes: Collection[NodeId]) -> "OpenRequests":
        """Let each of some requests have its tab for itself."""
        return self.keeping(self.preview) if self.preview in nodes else self

    def closing(self, node: NodeId) -> "OpenRequests":
        """Close a request; of the active one its neighbour to the right takes the place."""
        if node not in self.order:
            return self
        closed = (*self.closed, (node, self.order.index(node)))[-MOST_CLOSED:]
        return replace(self._only(lambda each: each != node), closed=closed)

    def closing_others(self) -> "OpenRequests":
        """Close all but the active request."""
        found = self
        for node in reversed(self.order):
            found = found.closing(node) if node != self.active else found
        return found

    def reopening(self, there: Collection[NodeId]) -> "OpenRequests":
        """Open what was closed last and is still there, at its old place."""
        for number in reversed(range(len(self.closed))):
            node, at = self.closed[number]
            if node in there and node not in self.order:
                order = (*self.order[:at], node, *self.order[at:])
                return OpenRequests(order, node, self.preview, self.closed[:number])
        return replace(self, closed=())

    def stepping(self, by: int) -> "OpenRequests":
        """Look at a request further on (or back); behind the last comes the first."""
        if not self.order:
            return self
        return replace(self, active=self.order[(self.index + by) % len(self.order)])

    def going_to(self, index: int) -> "OpenRequests":
        """Look at the request at a place, if there is one."""
        return replace(self, active=self.order[index]) if index in range(len(self.order)) else self

    def moving(self, by: int) -> "OpenRequests":
        """Move the active request's tab, not past the ends."""
        if self.active is None:
            return self
        return self.moving_to(self.active, self.index + by)

    def moving_to(self, node: NodeId, index: int) -> "OpenRequests":
        """Move the tab of a request to a place, counted without it."""
        if node not in self.order:
            return self
        rest = [each for each in self.order if each != node]
        at = max(0, min(index, len(rest)))
        return replace(self, order=(*rest[:at], node, *rest[at:]))

    def retaining(self, there: Collection[NodeId]) -> "OpenRequests":
        """Close what is not there any more; a later `reopening` may find it back."""
        found = self
        for node in reversed([node for node in self.order if node not in there]):
            found = found.closing(node)
        return found

    def following(self, follow: Callable[[NodeId], NodeId]) -> "OpenRequests":
        """Take on other ids."""
        return OpenRequests(
            tuple(dict.fromkeys(map(follow, self.order))),
            None if self.active is None else follow(self.active),
            None if self.preview is None else follow(self.preview),
            tuple((follow(node), at) for node, at in self.closed),
        )

    def _only(self, wanted: Callable[[NodeId], bool]) -> "OpenRequests":
        order = tuple(node for node in self.order if wanted(node))
        active = self.active
        if active is not None and not wanted(active):
            behind = [*filter(wanted, self.order[self.index :])]
            active = behind[0] if behind else order[-1] if order else None
        preview = self.preview if self.preview in order else None
        return replace(self, order=order, active=active, preview=preview)
