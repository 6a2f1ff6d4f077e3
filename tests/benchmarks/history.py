"""Time from an untouched history of many entries to its first page, and what queries cost.

    python -m tests.benchmarks.history [ENTRIES]

Every figure is the median of a few rounds, each with a connection of its own; the files are
in the page cache, as they are for whoever has just worked.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.store.history.records import record
from workbench.store.history import Filter, History, Limits, parse_filter

UNLIMITED = Limits(entries=10**9, octets=10**12)
ROUNDS = 7
PAGE = 50
FILTERS = ("", "users 99", "status:4xx", "env:prod method:POST since:1w", "is:failed")


def fill(folder: Path, count: int) -> None:
    """Write so many entries, of different kinds, with bodies of 1 KiB."""
    history = History(folder, UNLIMITED)
    methods, statuses = ("GET", "POST", "PUT", "DELETE"), (200, 201, 404, 503)
    began = time.perf_counter()
    for start in range(0, count, 1000):
        history.add(
            record(
                number,
                request=f"users/{number % 500}",
                name=f"Request {number % 500}",
                method=methods[number % 4],
                status=statuses[number % 7 % 4],
                url=f"http://127.0.0.1:8000/users/{number}?page={number % 10}",
                environment=("local", "prod", None)[number % 3],
                body=os.urandom(512).hex().encode(),
            )
            for number in range(start, min(start + 1000, count))
        )
    seconds = time.perf_counter() - began
    history.close()
    octets = sum(path.stat().st_size for path in folder.iterdir())
    print(f"writing {count:,} entries    {seconds:8.2f} s, {octets / 1024**2:.0f} MiB")


def measured(folder: Path, work: Callable[[History], object]) -> float:
    """Return the median seconds of some work on a history that is not open yet."""
    times = []
    for _ in range(ROUNDS):
        history = History(folder, UNLIMITED)
        began = time.perf_counter()
        work(history)
        times.append(time.perf_counter() - began)
        history.close()
    return statistics.median(times)


def main(count: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "history"
        fill(folder, count)

        def first_page(history: History, wanted: Filter) -> None:
            history.entries(history.find(wanted)[:PAGE])

        for words in FILTERS:
            wanted = parse_filter(words, float(count))
            seconds = measured(folder, lambda history, wanted=wanted: first_page(history, wanted))  # type: ignore[misc]
            print(f"open and first page  {words or '(everything)':32} {seconds * 1000:8.1f} ms")
        seconds = measured(folder, lambda history: history.latest("users/7"))
        print(f"open and latest of a request {'':24} {seconds * 1000:8.1f} ms")
        seconds = measured(folder, lambda history: history.add([record()]))
        print(f"open and add one {'':36} {seconds * 1000:8.1f} ms")

        def clear_and_bring_back(history: History) -> None:
            history.clear()
            history.bring_back()

        seconds = measured(folder, clear_and_bring_back)
        print(f"open, clear all and bring it back {'':19} {seconds * 1000:8.1f} ms")
        began = time.perf_counter()
        history = History(folder, UNLIMITED)
        history.clear()
        history.forget(own=True)
        history.close()
        seconds = time.perf_counter() - began
        octets = sum(path.stat().st_size for path in folder.iterdir())
        print(f"deleting all for good {seconds:31.2f} s, {octets / 1024**2:.0f} MiB are left")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
