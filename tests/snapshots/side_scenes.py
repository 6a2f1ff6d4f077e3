"""The screens beside the main one, in states that look the same at every run."""

from textual.pilot import Pilot

from workbench.model import KeptCookie
from workbench.store.cookies import CookieFiles
from workbench.store.paths import state_dir
from workbench.tui.screens.cookies.screen import CookieList
from workbench.tui.screens.environments.listing import EnvironmentList
from workbench.tui.screens.folder import FolderScreen
from workbench.tui.screens.main import MainScreen
from workbench.tui.screens.variables.screen import VariableList

from .scenes import opened, until

COOKIES = (
    KeptCookie("session", "a1b2", "api.shop.dev", host_only=True, http_only=True, same_site="lax"),
    KeptCookie("basket", "17", "api.shop.dev", "/shop", host_only=True),
    KeptCookie("theme", "dark", "shop.dev", secure=True),
)


async def variables(main: MainScreen, pilot: Pilot[None]) -> None:
    """The variables of a request, one of them changed for the session."""
    await opened(main, pilot)
    await pilot.press("f10")
    await until(pilot, lambda: bool(pilot.app.screen.query(VariableList)))
    listed = pilot.app.screen.query_one(VariableList)
    await until(pilot, lambda: listed.count > 0)
    await pilot.press("e", "ctrl+u", *"http://127.0.0.1:9000", "enter")
    await until(pilot, lambda: listed.shown[0].resolved.text.endswith("9000"))


async def environments(main: MainScreen, pilot: Pilot[None]) -> None:
    """The list of environments, and what differs in the second."""
    await pilot.press("alt+e")
    await until(pilot, lambda: bool(pilot.app.screen.query(EnvironmentList)))
    await pilot.press("down")


async def environment(main: MainScreen, pilot: Pilot[None]) -> None:
    """The editor of an environment."""
    await environments(main, pilot)
    await pilot.press("e")
    await until(pilot, lambda: bool(pilot.app.screen.query("#variables")))


async def folder(main: MainScreen, pilot: Pilot[None]) -> None:
    """The editor of the collection's own file."""
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, FolderScreen))
    await until(pilot, lambda: bool(pilot.app.screen.query("#headers")))


async def cookies(main: MainScreen, pilot: Pilot[None]) -> None:
    """Cookies of two domains, one of them revealed."""
    CookieFiles(state_dir() / "cookies", main.root).save("local", COOKIES)
    await pilot.press("alt+k")
    await until(pilot, lambda: bool(pilot.app.screen.query(CookieList)))
    listed = pilot.app.screen.query_one(CookieList)
    await until(pilot, lambda: listed.count == len(COOKIES))
    await pilot.press("down", "s")
