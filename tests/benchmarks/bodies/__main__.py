"""Print the figures of bodies.

    python -m tests.benchmarks.bodies [--megabytes 1000] [--search 100] [--beside 1 5]

`--beside` are the megabytes of JSON that are shown in real terminals, beside Posting.
"""

import argparse
import asyncio
from functools import partial

from .made import laid_out
from .terminals import compare
from .view import five_megabytes, growing, in_view, searches


def main() -> None:
    """Measure one after the other, so that nothing disturbs what is measured."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.bodies")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--search", type=int, default=100)
    parser.add_argument("--beside", type=float, nargs="*", default=[1, 5])
    wanted = parser.parse_args()
    asyncio.run(in_view(five_megabytes))
    asyncio.run(in_view(partial(growing, megabytes=wanted.megabytes)))
    searches(wanted.search)
    for megabytes in wanted.beside:
        compare(laid_out(int(megabytes * 1_000_000)), '"name": "user 0"')


if __name__ == "__main__":
    main()
