"""What was asked for, done one thing after the other, each to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")


class InTurn:
    """Takes things up in the order they were asked for.

    Each is done even if whoever waits for it is cancelled: what was begun with a file is
    never left in the middle, and what comes next never overtakes it.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._asked: dict[asyncio.Task[Any], str] = {}

    def ask(self, work: Callable[[], Awaitable[T]], what: str = "") -> asyncio.Task[T]:
        """Have some work done when all that was asked for before is done.

        `what` names it, if the user is to know what is waited for. The task is not to be
        cancelled: wait for it in a shield, or `do` it.
        """

        async def in_turn() -> T:
            async with self._turn:
                return await work()

        task = asyncio.create_task(in_turn())
        self._asked[task] = what
        task.add_done_callback(self._over)
        return task

    async def do(self, work: Callable[[], Awaitable[T]], what: str = "") -> T:
        """Do some work when all that was asked for before is done, and return its outcome."""
        return await asyncio.shield(self.ask(work, what))

    def _over(self, task: asyncio.Task[Any]) -> None:
        del self._asked[task]
        if not task.cancelled():
            task.exception()  # whoever waited for it has it; nobody may wait any more

    @property
    def busy(self) -> bool:
        """Whether anything is still to be done."""
        return bool(self._asked)

    @property
    def pending(self) -> tuple[str, ...]:
        """What is not done yet, by name, in the order it was asked for."""
        return tuple(filter(None, self._asked.values()))

    async def over(self, patience: float | None = None) -> bool:
        """Wait until all is done; False if it is not after so many seconds."""
        try:
            async with asyncio.timeout(patience):
                while self._asked:
                    await asyncio.wait(self._asked)
        except TimeoutError:
            return False
        return True
