"""The cookies that one session sends, as the user sees and changes them; each change undoable."""

import asyncio
from collections.abc import Sequence

from workbench.model import KeptCookie

from .dispatch import Dispatch


class CookieJar:
    """Looks and changes on the network thread, where cookies come and go."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._undo: list[tuple[str | None, Sequence[KeptCookie], Sequence[KeptCookie]]] = []

    async def read(self, environment: str | None) -> tuple[KeptCookie, ...]:
        """Return the cookies of an environment, oldest first."""
        return await asyncio.wrap_future(self._dispatch.cookies(environment))

    async def change(
        self,
        environment: str | None,
        *,
        remove: Sequence[KeptCookie] = (),
        add: Sequence[KeptCookie] = (),
    ) -> None:
        """Take cookies away and put others in."""
        await asyncio.wrap_future(self._dispatch.change_cookies(environment, remove, add))
        self._undo.append((environment, remove, add))

    async def undo(self) -> bool:
        """Take the last change back; False if there is none."""
        if not self._undo:
            return False
        environment, removed, added = self._undo.pop()
        await asyncio.wrap_future(self._dispatch.change_cookies(environment, added, removed))
        return True
