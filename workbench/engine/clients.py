"""The client of a session: made when it is first needed, with cookies that outlive it."""

import copy
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import Problem
from workbench.model import KeptCookie
from workbench.store.cookies import CookieFiles

from .visitor import Visitor

if TYPE_CHECKING:
    from .cookie_keeping import CookieKeeping
    from .sending import Sender


class Clients:
    """One Sender, and the cookies of its clients, read from `cookies` and saved there.

    What cannot be read or saved is told to `trouble`.
    """

    def __init__(
        self,
        root: Path,
        *,
        visitor: Visitor | None,
        most_body: int,
        total: float | None,
        cookies: CookieFiles | None,
        trouble: Callable[[Problem], None],
    ) -> None:
        self._root, self._visitor = root, visitor
        self._most_body, self._total = most_body, total
        self._files, self._trouble = cookies, trouble
        self._keeping: CookieKeeping | None = None
        self._sender: Sender | None = None

    def fresh(self) -> "Clients":
        """Return some that share all but the cookies, and keep none; closing one closes both."""
        other = copy.copy(self)
        other._sender = self.sender().fresh()
        other._files = other._keeping = None
        return other

    def sender(self) -> "Sender":
        """Return what sends; the first call imports the client and makes it."""
        if self._sender is None:
            from .sending import LoadCookies, Sender, no_cookies

            load: LoadCookies = no_cookies
            if self._files is not None:
                from .cookie_keeping import CookieKeeping

                self._keeping = CookieKeeping(self._files, self._trouble)
                load = self._keeping.load
            self._sender = Sender(self._most_body, self._root, self._visitor, self._total, load)
        return self._sender

    def cookies(self, environment: str | None) -> tuple[KeptCookie, ...]:
        """Return the cookies of an environment; to be called on the loop that sends."""
        from .cookie_keeping import kept

        return kept(self.sender().client_of(environment).cookies)

    def change_cookies(
        self, environment: str | None, remove: Iterable[KeptCookie], add: Iterable[KeptCookie]
    ) -> None:
        """Take cookies away and put others in; to be called on the loop that sends."""
        from .cookie_keeping import change

        change(self.sender().client_of(environment).cookies, remove, add)
        self.save_cookies(environment)

    def save_cookies(self, environment: str | None) -> None:
        """Save the cookies of an environment soon, if they have changed and are kept at all."""
        if self._keeping is not None:
            self._keeping.note(environment)

    async def aclose(self) -> None:
        """Save the cookies and close all connections; a later send opens new ones."""
        if self._keeping is not None:
            await self._keeping.flush()
        sender, self._sender = self._sender, None
        if sender is not None:
            await sender.aclose()
