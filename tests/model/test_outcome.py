from dataclasses import replace

import pytest

from workbench.errors import Problem
from workbench.model import Captured, Exchange, Failure, Outcome, RunReport, Verdict

PASSED, FAILED = Verdict("status == 200", True), Verdict("status == 200", False)
MISSING = Captured("x", "q", problem="nothing")
DONE = Exchange(1, "a", "A", "GET", "http://x/", 0.0, phase="done", elapsed=0.5)
BROKEN = Exchange(
    1, "a", "A", "GET", "http://x/", 0.0, failure=Failure("dns", Problem("no address"))
)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome("a", "A", DONE), "passed"),
        (Outcome("a", "A", replace(DONE, verdicts=(PASSED, PASSED))), "passed"),
        (Outcome("a", "A", replace(DONE, verdicts=(PASSED, FAILED))), "failed"),
        (Outcome("a", "A", replace(DONE, captured=(MISSING,))), "failed"),
        (Outcome("a", "A", replace(BROKEN, verdicts=(PASSED,))), "unanswered"),
        (Outcome("a", "A", problems=(Problem("unresolved"),)), "unanswered"),
        (Outcome("a", "A"), "skipped"),
    ],
)
def test_the_worst_that_happened_is_the_state(outcome: Outcome, state: str) -> None:
    assert outcome.state == state


def test_what_was_not_sent_took_no_time() -> None:
    assert Outcome("a", "A").seconds == 0.0
    assert Outcome("a", "A", DONE).seconds == 0.5


def test_a_repeated_request_is_told_from_the_first() -> None:
    assert Outcome("a", "A").label == "A"
    assert Outcome("a", "A", iteration=3).label == "A [3]"


def test_a_report_counts_every_state_and_all_checks() -> None:
    judged = replace(DONE, verdicts=(PASSED, PASSED))
    report = RunReport("Shop", (Outcome("a", "A", judged), Outcome("b", "B")))

    assert report.counts() == {"passed": 1, "failed": 0, "unanswered": 0, "skipped": 1}
    assert report.checks == 2


def test_what_came_of_a_request_is_what_its_exchange_says() -> None:
    judged = replace(DONE, verdicts=(PASSED, FAILED), captured=(MISSING,), attempts=3)
    outcome, skipped = Outcome("a", "A", judged), Outcome("b", "B")

    assert (outcome.verdicts, outcome.captured) == ((PASSED, FAILED), (MISSING,))
    assert (skipped.verdicts, skipped.captured) == ((), ())
    assert (outcome.attempts, skipped.attempts) == (3, 1)
