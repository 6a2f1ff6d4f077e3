"""Time from a key in the body editor of the whole app until it is drawn, with a large body.

    python -m tests.benchmarks.editor [KEYS]

Each key is pressed when the one before has been drawn and all that it sets off is over; it
counts until the frame with it is written. The longest stall is how long the interface's
loop was held up at most meanwhile.
"""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from textual import events
from textual.pilot import Pilot

from workbench.tui.app import WorkbenchApp
from workbench.tui.garbage import Garbage
from workbench.tui.screens.main import MainScreen
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.tab_bar import TabBar

KEYS = 200
GOAL = 30  # milliseconds, p99
TICK = 0.002


def bodies(size: int) -> Iterator[tuple[str, str, str]]:
    """Yield the name, kind and text of bodies of some size."""
    row = {"id": 1, "name": "Ada", "tags": ["a", "b"], "ok": True, "at": "{{now()}}", "note": None}
    rows = [{**row, "id": number} for number in range(size // 147)]
    yield "json, a value a line", "json", json.dumps(rows, indent=2)
    xml = "\n".join(f'  <row id="{n}"><name>Ada &amp; {n}</name></row>' for n in range(size // 52))
    yield "xml", "xml", f"<rows>\n{xml}\n</rows>"
    yield "json, in one line", "json", json.dumps(rows * 2)


@contextmanager
def frames(app: WorkbenchApp, area: CodeArea) -> Iterator[dict[int, float]]:
    """Collect when each revision of the text was written to the screen first."""
    written: dict[int, float] = {}
    display = app._display

    def displayed(*given: Any) -> None:
        display(*given)
        written.setdefault(area.revision, perf_counter())

    app._display = displayed  # type: ignore[method-assign,assignment]
    yield written


async def stalls(longest: list[float]) -> None:
    """Keep the longest time for which the loop did not come round."""
    while True:
        began = perf_counter()
        await asyncio.sleep(TICK)
        longest[0] = max(longest[0], perf_counter() - began - TICK)


async def echo(app: WorkbenchApp, area: CodeArea, key: str, written: dict[int, float]) -> float:
    """Return the seconds from a key to the frame that shows it."""
    awaited, began = area.revision + 1, perf_counter()
    app.post_message(events.Key(key, key if len(key) == 1 else None))
    async with asyncio.timeout(20):
        while awaited not in written:  # noqa: ASYNC110 - frames are no events
            await asyncio.sleep(0)
    return written[awaited] - began


async def measure(folder: Path, name: str, kind: str, text: str, keys: int) -> None:
    """Print what keys cost at the start, in the middle and at the end of a body."""
    (folder / "collection.toml").write_text('format = 1\nname = "Large"\n')
    body = f"[body]\ntype = \"{kind}\"\ntext = '''\n{text}'''\n"
    (folder / "large.toml").write_text(
        f'name = "Large"\nmethod = "POST"\nurl = "http://h/"\n{body}'
    )
    app = WorkbenchApp(folder, is_collection=True)
    async with app.run_test(size=(120, 40)) as pilot:
        area = await opened(pilot, app)
        Garbage().take_over()  # as the app does where it has a terminal
        for where, location in places(area):
            area.move_cursor(location)
            area.cursor_blink = False
            await settled(pilot)
            longest, taken = [0.0], []
            watch = asyncio.create_task(stalls(longest))
            with frames(app, area) as written:
                for number in range(keys):
                    taken.append(await echo(app, area, "xyz"[number % 3], written))
                    await settled(pilot)
            watch.cancel()
            print(f"{name}, {len(text) / 1e6:.1f} MB, {where}: {spread(taken)}, "
                  f"longest stall {longest[0] * 1000:.0f} ms")  # fmt: skip


def places(area: CodeArea) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where keys are pressed."""
    lines = area.document.line_count
    yield "at its start", (0, 0)
    if lines > 1:
        yield "in its middle", (lines // 2, 0)
    yield "at its end", area.document.end


async def opened(pilot: Pilot[Any], app: WorkbenchApp) -> CodeArea:
    """Open the request, and return the editor of its body."""
    while not isinstance(app.screen, MainScreen) or not app.screen.loaded.is_set():
        await pilot.pause(0.01)
    screen = app.screen
    screen.state = screen.state.opening("large")
    screen.show()
    screen.query_one("#request-tabs", TabBar).choose("Body")
    while not screen.query("#body-text"):
        await pilot.pause(0.01)
    area = screen.query_one("#body-text", CodeArea)
    while not area.text:
        await pilot.pause(0.01)
    screen.set_focus(area)
    return area


async def settled(pilot: Pilot[Any]) -> None:
    """Let what a key sets off come to its end, the check of the text excepted."""
    await pilot.pause()
    await asyncio.sleep(0.02)


def spread(taken: list[float]) -> str:
    """Return the median and p99 in milliseconds, beside the goal."""
    ordered = sorted(taken)
    middle, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"p50 {middle * 1000:.1f} ms, p99 {most * 1000:.1f} ms (goal {GOAL} ms)"


def main(keys: int, size: int) -> None:
    """Print the figures."""
    for name, kind, text in bodies(size):
        with tempfile.TemporaryDirectory() as place:
            os.environ["WORKBENCH_STATE_DIR"] = f"{place}/state"
            os.environ["WORKBENCH_CONFIG_DIR"] = f"{place}/config"
            folder = Path(place) / "large"
            folder.mkdir()
            asyncio.run(measure(folder, name, kind, text, keys))


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(given[0] if given else KEYS, given[1] if len(given) > 1 else 1_000_000)
