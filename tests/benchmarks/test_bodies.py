"""The figures of bodies: that the command prints all of them, with small bodies."""

import subprocess
import sys


def test_every_figure_is_printed() -> None:
    command = ["-m", "tests.benchmarks.bodies", "--megabytes", "2", "--search", "1", "--beside"]
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=True, timeout=50
    )

    starts = [line.split(":")[0] for line in done.stdout.splitlines()]
    assert starts[0].startswith("5 MB of JSON, all of its")
    assert starts[1:8] == [
        "first rows after the first byte",
        "2 MB in one line",
        "keys while it comes",
        "row of a byte",
        "bytes of a row",
        "40 rows",
        "frames anywhere in it",
    ]
    assert starts[8].startswith("memory above idle")
    assert [start.partition(" in ")[0] for start in starts[9:]] == [
        "plain",
        "plain, any case",
        "pattern",
    ]
