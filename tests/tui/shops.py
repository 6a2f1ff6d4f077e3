"""A collection on disk, and the app open on it, for tests of the whole interface."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from workbench.tui.app import WorkbenchApp
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.response import ResponsePane
from workbench.tui.screens.main import MainScreen

from .widgets.apps import screen_text

FILES = {
    "collection.toml": 'format = 1\nname = "Shop"\norder = ["users", "slow"]\n',
    "environments/local.toml": '[variables]\nbase_url = "http://127.0.0.1:1"\n',
    "environments/other.toml": '[variables]\nbase_url = "http://127.0.0.1:2"\n',
    "users.toml": (
        "# who is there\n"
        'name = "List users"\n'
        'method = "GET"\n'
        'url = "{{base_url}}/users"   # all of them\n'
        "\n"
        "[headers]\n"
        "X-Kept = 'as it is'\n"
    ),
    "slow.toml": 'name = "Slow"\nurl = "{{base_url}}/stream?lines=5000&delay=0.05"\n',
    "auth/folder.toml": 'name = "Signing in"\n[headers]\nX-Team = "blue"\n',
    "auth/login.toml": 'name = "Log in"\nmethod = "POST"\nurl = "{{base_url}}/echo"\n',
    "broken.toml": 'name = "Broken\n<<<<<<< ours\n',
}


def write_shop(root: Path) -> Path:
    """Write the collection and return its directory."""
    for name, text in FILES.items():
        path = root / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "shop"


class Desk:
    """The app under test, and what a test asks of it."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[str]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def main(self) -> MainScreen:
        """The main screen, below whatever dialog is open."""
        return next(s for s in self.app.screen_stack if isinstance(s, MainScreen))

    @property
    def tree(self) -> CollectionTree:
        """The collection's tree."""
        return self.main.query_one(CollectionTree)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return screen_text(self.app)

    async def press(self, *keys: str) -> None:
        """Press keys and let the app react."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, true: Callable[[], bool], seconds: float = 40.0) -> None:
        """Let the app go on until something is true."""
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    await self.pilot.pause(0.005)
        except TimeoutError:
            raise AssertionError(f"it did not come to that; the screen:\n{self.text}") from None

    async def sees(self, *texts: str) -> None:
        """Let the app go on until texts are on the screen."""
        await self.until(lambda: all(text in self.text for text in texts))

    async def open(self, node: str) -> None:
        """Open a request by way of the tree."""
        self.tree.focus()
        self.tree.reveal(node)
        await self.press("enter")
        await self.until(lambda: self.main.state.opened == node)

    async def done(self) -> None:
        """Let the app go on until nothing of the opened request is in flight."""
        await self.until(lambda: self.main.state.shown is not None)
        await self.until(lambda: not self.main.state.in_flight(self.main.state.opened))

    @property
    def response(self) -> ResponsePane:
        """The response pane."""
        return self.main.query_one(ResponsePane)


@asynccontextmanager
async def desk(
    root: Path, base_url: str = "", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Desk]:
    """Open the app on a collection, loaded and ready."""
    variables = {"base_url": base_url} if base_url else {}
    app = WorkbenchApp(root, is_collection=True, variables=variables)
    async with app.run_test(size=size, notifications=True) as pilot:
        found = Desk(app, pilot)
        await found.until(lambda: isinstance(app.screen, MainScreen))
        await found.until(found.main.loaded.is_set)
        yield found
