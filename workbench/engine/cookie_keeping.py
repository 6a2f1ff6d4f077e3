"""Keep the cookies of a session's clients between two sessions."""

import asyncio
from collections.abc import Callable, Iterable

from workbench.client import Cookies
from workbench.client.cookie import Cookie
from workbench.errors import Problem, WorkbenchError
from workbench.model import KeptCookie
from workbench.store.cookies import CookieFiles

# A run changes cookies all the time; so often they go to the disk.
SAVE_EVERY = 1.0  # seconds

Trouble = Callable[[Problem], None]


def kept(cookies: Cookies) -> tuple[KeptCookie, ...]:
    """Return the cookies of a client; those that a caller set for no domain are its own."""
    return tuple(
        KeptCookie(
            name=cookie.name,
            value=cookie.value,
            domain=cookie.domain,
            path=cookie.path,
            secure=cookie.secure,
            http_only=cookie.http_only,
            host_only=cookie.host_only,
            same_site=cookie.same_site,
            expires=cookie.expires,
        )
        for cookie in cookies.jar
        if cookie.domain
    )


def change(
    cookies: Cookies, remove: Iterable[KeptCookie] = (), add: Iterable[KeptCookie] = ()
) -> None:
    """Take cookies out of a client, then put others in."""
    for cookie in remove:
        cookies.discard(_cookie(cookie))
    cookies.update(_cookie(cookie) for cookie in add)


class CookieKeeping:
    """Loads the cookies of an environment once, and saves them soon after they changed.

    Everything happens on the loop of the session; what cannot be read or written is told to
    `trouble` and stops no request.
    """

    def __init__(self, files: CookieFiles, trouble: Trouble) -> None:
        self._files, self._trouble = files, trouble
        self._jars: dict[str | None, Cookies] = {}
        self._saved: dict[str | None, tuple[KeptCookie, ...]] = {}
        self._saving: dict[str | None, asyncio.Task[None]] = {}

    def load(self, environment: str | None, cookies: Cookies) -> None:
        """Put what is kept of an environment into its client."""
        self._jars[environment] = cookies
        try:
            found = self._files.load(environment)
        except WorkbenchError as error:
            self._tell(error)
            found = ()
        change(cookies, add=found)
        self._saved[environment] = found

    def note(self, environment: str | None) -> None:
        """Save the cookies of an environment soon, if they have changed."""
        if environment in self._jars and environment not in self._saving:
            task = asyncio.get_running_loop().create_task(self._save_soon(environment))
            self._saving[environment] = task

    async def flush(self) -> None:
        """Save what has changed now."""
        for task in self._saving.values():
            task.cancel()
        self._saving.clear()
        for environment in self._jars:
            await self._save(environment)

    async def _save_soon(self, environment: str | None) -> None:
        await asyncio.sleep(SAVE_EVERY)
        self._saving.pop(environment, None)
        await self._save(environment)

    async def _save(self, environment: str | None) -> None:
        cookies = kept(self._jars[environment])
        if cookies == self._saved.get(environment):
            return
        try:
            await asyncio.to_thread(self._files.save, environment, cookies)
        except WorkbenchError as error:
            self._tell(error)
            return
        self._saved[environment] = cookies

    def _tell(self, error: WorkbenchError) -> None:
        for problem in error.problems:
            self._trouble(problem)


def _cookie(cookie: KeptCookie) -> Cookie:
    return Cookie(
        name=cookie.name,
        value=cookie.value,
        domain=cookie.domain,
        path=cookie.path,
        secure=cookie.secure,
        http_only=cookie.http_only,
        host_only=cookie.host_only,
        same_site=cookie.same_site,
        expires=cookie.expires,
    )
