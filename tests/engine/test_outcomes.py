from dataclasses import replace

from workbench.engine.outcomes import Held, masked_outcome, outcome_of
from workbench.engine.redact import Redactor
from workbench.engine.reports.evidence import EXCERPT
from workbench.errors import Problem
from workbench.model import Hop, Verdict

from .reports.runs import exchange

FAILED = (Verdict("status == 201", passed=False),)


def test_what_passed_is_kept_without_its_body() -> None:
    outcome = outcome_of(exchange(), iteration=2, row={"user": "ada"})

    assert (outcome.state, outcome.iteration, outcome.row) == ("passed", 2, {"user": "ada"})
    assert outcome.exchange is not None
    assert (outcome.exchange.body, outcome.exchange.size) == (None, 9)


def test_of_what_failed_the_beginning_of_the_body_is_kept_masked() -> None:
    body = b"key=s3cret" + b"x" * 2 * EXCERPT
    sent = replace(exchange(body=body), verdicts=FAILED, secrets=frozenset({"s3cret"}))
    kept = outcome_of(sent).exchange

    assert kept is not None
    assert kept.body is not None
    assert kept.body.size == len(body)
    assert kept.body.read(0, 2 * EXCERPT).startswith("key=•••xxx".encode())
    assert len(kept.body.read(0, 2 * EXCERPT)) < EXCERPT + 9


def test_no_secret_is_left_in_an_outcome() -> None:
    hop = Hop("GET", "http://h/?k=s3cret", (), 200, "OK", "HTTP/1.1", ())
    sent = replace(exchange(), secrets=frozenset({"s3cret"}), revealed=(hop,))
    outcome = outcome_of(sent, row={"user": "s3cret"})

    assert outcome.row == {"user": "•••"}
    assert outcome.exchange is not None
    assert (outcome.exchange.secrets, outcome.exchange.revealed) == (frozenset(), ())


def test_held_bytes_are_read_in_parts() -> None:
    assert Held(b"abc", 10).read(1, 5) == b"bc"


def test_a_secret_that_is_met_later_is_taken_out_of_an_outcome() -> None:
    sent = replace(exchange(body=b"a s3cret"), verdicts=FAILED, url="http://h/s3cret")
    outcome = replace(outcome_of(sent, row={"a": "s3cret"}), problems=(Problem("no s3cret"),))

    masked = masked_outcome(outcome, Redactor(["s3cret"]))

    assert "s3cret" not in repr(masked)
    assert masked.exchange is not None
    assert masked.exchange.body is not None
    assert masked.exchange.body.read(0, 99) == "a •••".encode()
    assert masked.exchange.body.size == len(b"a s3cret")
