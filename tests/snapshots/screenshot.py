"""Make the README's picture from the real program on the real demo.

python -m tests.snapshots.screenshot
"""

import asyncio
import tempfile
from pathlib import Path

from workbench.demo import DemoServer
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.run import RunPane
from workbench.tui.screens.main import MainScreen

from .scenes import demo_app

PICTURE = Path(__file__).resolve().parents[2] / ".github" / "screenshot.svg"


async def main() -> None:
    """Send a request, run another one fifty times, and keep what the screen shows."""
    with tempfile.TemporaryDirectory() as place, DemoServer() as server:
        app = demo_app(Path(place), variables={"base_url": server.wait_for_url()})
        async with app.run_test(size=(124, 40)) as pilot:
            while not isinstance(app.screen, MainScreen):
                await pilot.pause(0.01)
            screen = app.screen
            await screen.loaded.wait()
            tree = screen.query_one(CollectionTree)
            for node in ("load/latency", "users/list"):
                tree.reveal(node)
                await pilot.press("enter")
                if node == "load/latency":
                    await pilot.press("ctrl+g", "ctrl+u", *"400", "enter")
                    while not screen.query_one(RunPane).finished:
                        await pilot.pause(0.05)
                screen.set_focus(tree)
            await pilot.press("ctrl+r")
            while screen.state.shown is None or screen.state.in_flight(screen.state.opened):
                await pilot.pause(0.05)
            await pilot.pause(0.3)
            PICTURE.parent.mkdir(exist_ok=True)
            PICTURE.write_text(app.export_screenshot(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
