"""The changes of files that a user asks for: whole, and in the order they were asked for.

Between two of them the files, the drafts beside them and the state agree. Each looks at the
state when its turn comes: by then an earlier one may have moved what it is about.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from workbench.model import NodeId
from workbench.tui.in_turn import InTurn
from workbench.tui.state import moved_id

T = TypeVar("T")
Now: TypeAlias = Callable[[NodeId], NodeId]
"""Returns the id by which something goes now that had another one when the act was asked for."""


class Acts:
    """What one screen does to files. Questions are asked before: an act never waits for a user."""

    def __init__(self) -> None:
        self.turns = InTurn()
        self._moves: list[tuple[NodeId, NodeId]] = []
        self._awaited: set[asyncio.Task[Any]] = set()

    async def do(
        self, act: Callable[[Now], Awaitable[T]], what: str = "", *, keys_wait: bool = False
    ) -> T:
        """Carry out an act when its turn comes, to its end, whoever waits; returns its outcome.

        `what` tells a user who leaves meanwhile what is waited for. With `keys_wait` the keys
        behind it are meant for what it makes.
        """
        since = len(self._moves)

        def now(node: NodeId) -> NodeId:
            for old, new in self._moves[since:]:
                node = moved_id(node, old, new)
            return node

        task = self.turns.ask(lambda: act(now), what)
        if keys_wait:
            self._awaited.add(task)
            task.add_done_callback(self._awaited.discard)
        return await asyncio.shield(task)

    def follow(self, old: NodeId, new: NodeId) -> None:
        """Take in that a request or folder goes by another id from now on."""
        self._moves.append((old, new))

    @property
    def busy(self) -> bool:
        """Whether anything is still to be done."""
        return self.turns.busy

    @property
    def pending(self) -> tuple[str, ...]:
        """What the user is told to be not done yet."""
        return self.turns.pending

    @property
    def hold_keys(self) -> bool:
        """Whether the next key has to wait."""
        return bool(self._awaited)

    async def before_keys(self) -> None:
        """Wait until the next key may come."""
        while self._awaited:
            await asyncio.wait(self._awaited)

    async def over(self, patience: float | None = None) -> bool:
        """Wait until all that was asked for is done; False if it is not in so many seconds."""
        return await self.turns.over(patience)
