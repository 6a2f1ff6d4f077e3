"""Print how fast bodies are indexed, and how long a key waits in a large one.

python tests/benchmarks/body_view.py [MEGABYTES]
"""

import asyncio
import json
import sys
from collections.abc import Callable
from random import Random
from time import perf_counter

from textual.app import App, ComposeResult

from workbench.bodies.hex_index import HexIndex
from workbench.bodies.index import RowIndex
from workbench.bodies.json_index import JsonIndex
from workbench.bodies.recognise import recognise
from workbench.bodies.text_index import TextIndex
from workbench.tui.widgets.body_view import BodyView

CHUNK = 64 * 1024
FRAME = 1 / 15


class Body:
    """A body in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def read(self, start: int, length: int) -> bytes:
        return self.data[start : start + length]


class Viewer(App[None]):
    """Nothing but the view."""

    def compose(self) -> ComposeResult:
        yield BodyView()


def document(size: int) -> list[dict[str, object]]:
    """Return a list of records that takes about `size` bytes as compact JSON."""
    return [
        {"id": n, "name": f"user {n}", "tags": ["a", 'quo"te'], "score": n / 7, "active": True}
        for n in range(size // 84)
    ]


def spread(seconds: list[float]) -> str:
    """Return median, 99th percentile and maximum in milliseconds."""
    ordered = sorted(seconds)
    picked = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], ordered[-1]
    return "p50 {:.1f}  p99 {:.1f}  max {:.1f} ms".format(*(value * 1e3 for value in picked))


def measure_index(name: str, make: Callable[[Body], RowIndex], data: bytes) -> None:
    """Print the speed of an index and the time of 50 rows at random places."""
    index = make(Body(data))
    started = perf_counter()
    for at in range(0, len(data), CHUNK):
        index.feed(data[at : at + CHUNK])
    speed = len(data) / 1e6 / (perf_counter() - started)
    chance, times = Random(1), []
    for _ in range(200):
        first = chance.randrange(index.rows_total)
        started = perf_counter()
        index.rows(first, 50)
        times.append(perf_counter() - started)
    print(f"{name:14} {speed:6.0f} MB/s  {index.rows_total:>10,} rows  50 rows: {spread(times)}")


async def measure_keys(data: bytes) -> None:
    """Print how long keys wait while a body is indexed, and when it is all there."""
    app = Viewer()
    async with app.run_test(size=(120, 40)) as pilot:
        view = app.query_one(BodyView)
        view.focus()
        started = perf_counter()
        view.show(Body(data), recognise("", data[:4096]))
        view.render_lines(view.size.region)
        print(f"first rows after {(perf_counter() - started) * 1e3:.0f} ms")
        lags = []
        while view.indexing:
            tick = perf_counter()
            await asyncio.sleep(FRAME)
            lags.append(perf_counter() - tick - FRAME)
        print(f"indexed in {perf_counter() - started:.1f} s; loop late by: {spread(lags)}")
        await pilot.pause()
        view.grow()
        for key in ("pagedown", "down", "end", "home"):
            times = []
            for _ in range(30):
                tick = perf_counter()
                await view.run_action(ACTIONS[key])
                await asyncio.sleep(0)
                view.render_lines(view.size.region)
                times.append(perf_counter() - tick)
            print(f"{key:14} {spread(times)}")


ACTIONS = {
    "pagedown": "page_down",
    "down": "scroll_down",
    "end": "scroll_end",
    "home": "scroll_home",
}


def main(megabytes: int) -> None:
    """Measure indexes first, then the view over compact JSON."""
    value = document(megabytes * 1_000_000)
    compact = json.dumps(value, separators=(",", ":")).encode()
    pretty = json.dumps(value, indent=2).encode()
    measure_index("json, compact", JsonIndex, compact)
    measure_index("json, pretty", JsonIndex, pretty)
    measure_index("text, lines", TextIndex, pretty)
    measure_index("text, one line", TextIndex, compact)
    measure_index("hex", HexIndex, compact)
    asyncio.run(measure_keys(compact))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
