"""Time from launch to first paint and to the first answer to a key, beside a bare Textual app.

    python -m tests.benchmarks.start [ROUNDS]

Both start in a pty of their own, in turn, ours with a collection of a thousand requests. The
figures are seconds until a text of the first frame has been written, and until what a key that
is pressed then asks for is on the screen; and the ratio of each pair.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pexpect

from .tour.places import write_collection

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from textual.app import App
from textual.widgets import Input, Static
class Bare(App):
    def compose(self):
        yield Static("first frame")
        yield Input()
Bare().run()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """A program, a text of its first frame, a key, and a text that answers it."""

    arguments: list[str]
    painted: str
    key: str
    answer: str


def time_of(start: Start, home: Path) -> tuple[float, float]:
    """Return the seconds from launch until the first frame and until the answer."""
    environment = os.environ | {
        "TERM": "xterm-256color",
        "HOME": str(home),
        "WORKBENCH_STATE_DIR": str(home / "state"),
        "WORKBENCH_CONFIG_DIR": str(home / "config"),
    }
    program, *arguments = start.arguments
    began = time.perf_counter()
    child = pexpect.spawn(
        program,
        arguments,
        dimensions=(40, 120),
        env=environment,
        cwd=str(ROOT),
        encoding="utf-8",
        timeout=30,
    )
    child.delaybeforesend = None
    child.expect_exact(start.painted)
    painted = time.perf_counter() - began
    child.send(start.key)
    child.expect_exact(start.answer)
    answered = time.perf_counter() - began
    child.close(force=True)
    return painted, answered


def main(rounds: int) -> None:
    """Print the medians, and the median of the ratios."""
    command = shutil.which("workbench", path=str(Path(sys.executable).parent)) or ""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        large = str(write_collection(home / "large", 1000))
        starts = (
            Start([sys.executable, "-c", BARE], "first frame", "zq", "zq"),
            Start([command, large], "Response", "\x0e", "New request in"),
        )
        for number in range(rounds + 1):
            pair = [time_of(start, home) for start in starts]
            if number:  # the first pair warms the page cache
                bare.append(pair[0])
                ours.append(pair[1])
    for at, what in enumerate(("first paint", "first answer")):
        ratio = statistics.median(b[at] / a[at] for a, b in zip(bare, ours, strict=True))
        times = [statistics.median(each[at] for each in listed) for listed in (bare, ours)]
        print(f"{what:12}  bare {times[0]:.3f} s  workbench {times[1]:.3f} s  ratio {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
