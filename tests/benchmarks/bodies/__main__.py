"""Print the figures of bodies.

    python -m tests.benchmarks.bodies [--megabytes 1000] [--search 100] [--beside 1 5]

`--beside` are the megabytes of JSON that are shown in real terminals, beside Posting; each
so many `--rounds`, and given up after so much `--patience`.
"""

import argparse
import asyncio
from functools import partial

from .beside import compare
from .made import laid_out
from .view import five_megabytes, growing, in_view, searches


def main() -> None:
    """Measure one after the other, so that nothing disturbs what is measured."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.bodies")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--search", type=int, default=100)
    parser.add_argument("--beside", type=float, nargs="*", default=[1, 5])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=120, metavar="SECONDS")
    wanted = parser.parse_args()
    asyncio.run(in_view(five_megabytes))
    asyncio.run(in_view(partial(growing, megabytes=wanted.megabytes)))
    searches(wanted.search)
    for megabytes in wanted.beside:
        body = laid_out(int(megabytes * 1_000_000))
        compare(body, '"name": "user 0"', wanted.rounds, wanted.patience)


if __name__ == "__main__":
    main()
