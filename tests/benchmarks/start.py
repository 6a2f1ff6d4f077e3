"""Time from launch to first paint, beside a bare Textual app.

    python -m tests.benchmarks.start [ROUNDS]

Both start in a pty of their own, in turn; the figures are seconds until a text of the
first frame has been written, and the ratio of each pair.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

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


def first_paint(arguments: list[str], text: str, home: Path) -> float:
    """Return the seconds from launch until `text` was drawn."""
    environment = os.environ | {
        "TERM": "xterm-256color",
        "HOME": str(home),
        "WORKBENCH_STATE_DIR": str(home / "state"),
        "WORKBENCH_CONFIG_DIR": str(home / "config"),
    }
    started = time.perf_counter()
    child = pexpect.spawn(
        sys.executable,
        arguments,
        dimensions=(40, 120),
        env=environment,
        cwd=str(ROOT),
        encoding="utf-8",
        timeout=30,
    )
    child.expect_exact(text)
    seconds = time.perf_counter() - started
    child.close(force=True)
    return seconds


def main(rounds: int) -> None:
    """Print both medians and the median ratio."""
    collection = str(ROOT / "collections" / "demo")
    command = shutil.which("workbench", path=str(Path(sys.executable).parent)) or ""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            a = first_paint(["-c", BARE], "first frame", Path(home))
            b = first_paint([command, collection], "Response", Path(home))
            if number:  # the first pair warms the page cache
                bare.append(a)
                ours.append(b)
    ratios = [b / a for a, b in zip(bare, ours, strict=True)]
    print(f"bare Textual app  {statistics.median(bare):.3f} s")
    print(f"workbench         {statistics.median(ours):.3f} s")
    print(f"ratio             {statistics.median(ratios):.2f}  (of {rounds} pairs, median)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
