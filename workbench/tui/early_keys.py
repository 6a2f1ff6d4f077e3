"""Keys that are pressed before there is a screen to take them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from textual import events

Typed: TypeAlias = events.Key | events.Paste


class EarlyKeys:
    """Keeps keys in the order in which they were pressed, until they can be taken at once.

    `kept` is false from then on.
    """

    def __init__(self, *, kept: bool) -> None:
        self.kept = kept
        self._keys: asyncio.Queue[Typed | None] = asyncio.Queue()

    def keep(self, event: Typed) -> None:
        """Keep one more."""
        self._keys.put_nowait(event)

    async def hand_on(self, take: Callable[[Typed], Awaitable[None]], over: asyncio.Event) -> None:
        """Have them taken one by one until something is over, also those that come meanwhile.

        This is not done by whoever keeps them: what a key needs may take long to be read.
        """
        ended = asyncio.create_task(over.wait())
        ended.add_done_callback(lambda _: self._keys.put_nowait(None))
        while (event := await self._keys.get()) is not None:
            await take(event)
        while not self._keys.empty():  # they must not be overtaken
            if (event := self._keys.get_nowait()) is not None:
                await take(event)
        self.kept = False
