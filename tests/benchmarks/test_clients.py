"""The table of clients: what it says of a measurement, and that its command runs."""

import subprocess
import sys

from .clients.measured import Measured, Task
from .clients.rows import OURS, Must, Row
from .clients.table import lines

ROW = Row(
    "some",
    "some work",
    {name: Task("in flight", name) for name in (OURS, "rival", "missing")},
    [
        Must("rate", 1.5, "rival"),
        Must("cpu", 0.5, "rival", at_most=True),
        Must("rate", 2, "missing"),
        Must("KB each", 25, at_most=True),
    ],
    facts=["KB each"],
)


def test_a_ratio_is_the_median_of_the_rounds_and_is_judged() -> None:
    rounds = [
        {OURS: Measured(rate, 40e-6, {"KB each": 15.0}), "rival": Measured(100, 50e-6)}
        for rate in (100, 900, 160)
    ]

    ours, rival, missing = lines(ROW, rounds)

    assert "some work" in ours
    assert "160/s" in ours
    assert ours.endswith("KB each 15; must: KB each ≤ 25 met")
    assert " ".join(rival.split()) == (
        "rival 100/s 1.60× 50 0.80× must: rate ≥ 1.5 × met, cpu ≤ 0.5 × MISSED"
    )
    assert " ".join(missing.split()) == "missing absent; not compared"


def test_the_command_measures_in_processes_of_their_own() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.clients", "--rows", "10", "next-response"]
    command += ["--rounds", "1", "--seconds", "0.05", "--clients", "wrk"]

    done = subprocess.run(command, capture_output=True, text=True, timeout=50)

    assert (done.returncode, done.stderr) == (0, "")
    assert "10 in flight, http" in done.stdout
    assert "µs each" in done.stdout
