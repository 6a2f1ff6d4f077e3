"""Measure the view of bodies without a terminal: rows, keys, frames, memory, search."""

import asyncio
import gc
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from threading import Thread
from time import perf_counter, sleep

from textual.app import ComposeResult

from tests.tui.widgets.apps import Showing
from workbench.bodies.finders import Finder, PlainFinder, RegexFinder
from workbench.bodies.recognise import recognise
from workbench.bodies.search import Search
from workbench.store.spool import Spool
from workbench.tui.widgets.body_view import BodyView

from .made import chunks, laid_out

FRAME = 1 / 15
KEYS = ("scroll_down", "page_down", "scroll_up", "page_up", "scroll_end", "scroll_home")


class Viewer(Showing):
    """Nothing but the view."""

    def compose(self) -> ComposeResult:
        yield BodyView()


def spread(seconds: list[float]) -> str:
    """Return median, 99th percentile and maximum in milliseconds."""
    ordered = sorted(seconds)
    picked = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], ordered[-1]
    return "p50 {:.1f}  p99 {:.1f}  max {:.1f} ms".format(*(value * 1e3 for value in picked))


def resident() -> float:
    """Return the megabytes of memory that this program has now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


async def drawn(view: BodyView, action: str) -> float:
    """Return how long a key takes from being pressed to being drawn."""
    started = perf_counter()
    await view.run_action(action)
    await asyncio.sleep(0)
    view.render_lines(view.size.region)
    return perf_counter() - started


async def show(view: BodyView, spool: Spool) -> float:
    """Show what has come; returns how long it takes until rows are drawn."""
    started = perf_counter()
    while not spool.size:  # noqa: ASYNC110 - another thread fills it
        await asyncio.sleep(0)
    view.show(spool, recognise("application/json", spool.read(0, 4096)))
    while not view.rows_total:
        view.grow()
        await asyncio.sleep(0)
    view.render_lines(view.size.region)
    return perf_counter() - started


async def five_megabytes(view: BodyView) -> None:
    """Print how long 5 MB of JSON take until every row can be scrolled to."""
    spool = Spool()
    spool.append(laid_out(5_000_000))
    started = perf_counter()
    await show(view, spool)
    view.grow(whole=True)
    while view.indexing:  # noqa: ASYNC110 - this is the loop that draws
        await asyncio.sleep(0.005)
    view.grow()
    await drawn(view, "scroll_end")
    took = perf_counter() - started
    print(f"5 MB of JSON, all of its {view.rows_total:,} rows: {took:.2f} s (goal 0.5 s)")
    view.clear()
    spool.close()


async def growing(view: BodyView, megabytes: int) -> None:
    """Print what a body in one line does to keys, frames and memory while it comes and after."""
    spool, idle = Spool(), resident()

    def send() -> None:
        for chunk in chunks(megabytes * 1_000_000):
            spool.append(chunk)
            sleep(0.0001)  # as a network would

    sender = Thread(target=send)
    sender.start()
    print(f"first rows after the first byte: {await show(view, spool) * 1e3:.0f} ms (goal 100 ms)")
    keys, most, started, number = [], 0.0, perf_counter(), 0
    while sender.is_alive() or view.indexing:
        before = perf_counter()
        await asyncio.sleep(FRAME)
        late = perf_counter() - before - FRAME
        keys.append(late + await drawn(view, KEYS[number % len(KEYS)]))
        view.grow(whole=not sender.is_alive())
        most = max(most, resident())
        number += 1
    took = perf_counter() - started
    sender.join()
    print(f"{megabytes:,} MB in one line: {view.rows_total:,} rows in {took:.1f} s")
    print(f"keys while it comes: {spread(keys)} (goal p99 50 ms)")
    lookups(view, spool)
    frames, chance = [], Random(1)
    for _ in range(200):
        before = perf_counter()
        view.go_to_row(chance.randrange(view.rows_total))
        await asyncio.sleep(0)
        view.render_lines(view.size.region)
        frames.append(perf_counter() - before)
    print(f"frames anywhere in it: {spread(frames)} (goal 30 ms)")
    print(f"memory above idle ({idle:.0f} MB): {max(most, resident()) - idle:.0f} MB (goal 150 MB)")
    view.clear()
    spool.close()


def lookups(view: BodyView, spool: Spool) -> None:
    """Print how long it takes to find the row of a byte, its bytes and its text, anywhere."""
    index, chance = view.index, Random(2)
    assert index is not None
    found: dict[str, list[float]] = {"row of a byte": [], "bytes of a row": [], "40 rows": []}
    for _ in range(300):
        offset = chance.randrange(spool.size)
        started = perf_counter()
        row = index.row_at(offset)
        found["row of a byte"].append(perf_counter() - started)
        started = perf_counter()
        index.span(row)
        found["bytes of a row"].append(perf_counter() - started)
        started = perf_counter()
        index.rows(row, 40)
        found["40 rows"].append(perf_counter() - started)
    for name, seconds in found.items():
        print(f"{name}: {spread(seconds)} (goal 10 ms)")


def searches(megabytes: int) -> None:
    """Print how long searches of a body in a file take."""
    spool = Spool()
    for chunk in chunks(megabytes * 1_000_000):
        spool.append(chunk)
    finders: dict[str, Finder] = {
        "plain": PlainFinder("user 7777"),
        "plain, any case": PlainFinder("USER 7777", ignore_case=True),
        "pattern": RegexFinder(r"user \d+7\b"),
    }
    for name, finder in finders.items():
        search, first, started = Search(spool, finder), 0.0, perf_counter()
        search.finish()
        while search.step():
            if search.count and not first:
                first = perf_counter() - started
        took = perf_counter() - started
        print(
            f"{name} in {megabytes:,} MB: first hit {first * 1e3:.0f} ms (goal 200 ms),"
            f" all {search.count:,} in {took:.2f} s (goal 2 s)"
        )
    spool.close()


async def in_view(measure: Callable[[BodyView], Awaitable[None]]) -> None:
    """Measure something with a view on a screen of 120 by 40."""
    app = Viewer()
    async with app.run_test(size=(120, 40)):
        view = app.query_one(BodyView)
        view.focus()
        gc.freeze()  # as the program does after its start
        await measure(view)
