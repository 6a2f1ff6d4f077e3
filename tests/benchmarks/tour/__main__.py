"""The command: go through the interface and print the longest stalls."""

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from tests.tui.shops import Desk
from workbench.demo import DemoServer
from workbench.tui.app import WorkbenchApp
from workbench.tui.garbage import Garbage, looking_later
from workbench.tui.screens.main import MainScreen

from .places import write_collection
from .stalls import Watch, watched
from .steps import STEPS

LIMIT = 0.05  # seconds; nothing may keep the loop longer


async def go(root: Path, variables: dict[str, str], watch: Watch, size: tuple[int, int]) -> None:
    """Open the collection and take every step of the tour."""
    app = WorkbenchApp(root, is_collection=True, variables=variables)
    watch.step = "start"
    async with app.run_test(size=size, notifications=True) as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: isinstance(app.screen, MainScreen))
        await desk.until(desk.main.loaded.is_set)
        Garbage().take_over()  # as the app does where it has a terminal
        for step in STEPS:
            watch.step = step.__name__.replace("_", " ")
            await step(desk)
        watch.step = "leave"


def main(requests: int, megabytes: int, size: tuple[int, int]) -> None:
    """Print what took longest, and where."""
    with tempfile.TemporaryDirectory() as place, DemoServer() as server:
        home = Path(place)
        os.environ["WORKBENCH_STATE_DIR"] = str(home / "state")
        os.environ["WORKBENCH_CONFIG_DIR"] = str(home / "config")
        root = write_collection(home / "large", requests)
        variables = {"base_url": server.wait_for_url(), "bytes": str(megabytes * 1_000_000)}
        with watched() as watch, looking_later():  # as the command does
            asyncio.run(go(root, variables, watch, size))
    stalls = sorted(watch.stalls, key=lambda stall: -stall.seconds)
    over = sum(stall.seconds > LIMIT for stall in stalls)
    print(f"{watch.count:,} callbacks, {len(STEPS)} steps, {over} over {LIMIT * 1000:.0f} ms")
    for step in dict.fromkeys(stall.step for stall in stalls):
        longest, *others = [stall for stall in stalls if stall.step == step]
        more = sum(stall.seconds > LIMIT for stall in others)
        print(f"{longest.seconds * 1000:7.1f} ms  {step} (+{more}): {longest.where}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.tour")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--size", default="120x40", help="cells of the terminal")
    given = parser.parse_args()
    columns, lines = given.size.split("x")
    main(given.requests, given.megabytes, (int(columns), int(lines)))
