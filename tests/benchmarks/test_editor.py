"""The figures of the editor: that the command prints all of them, with small bodies."""

import subprocess
import sys


def test_every_figure_is_printed() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.editor", "2", "20000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=50)

    lines = done.stdout.splitlines()
    assert [line.rpartition(" MB, ")[0].rpartition(", ")[0] for line in lines] == [
        *["json, a value a line"] * 3, *["xml"] * 3, *["json, in one line"] * 2,
    ]  # fmt: skip
    assert all("p99" in line and "longest stall" in line for line in lines)
