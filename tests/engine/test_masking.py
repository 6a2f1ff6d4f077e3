"""Records lose their secrets in every text, also those that became known later."""

from dataclasses import replace

from workbench.engine.masking import (
    marked_capture,
    masked_capture,
    masked_exchange,
    masked_hop,
    masked_problem,
    masked_verdict,
)
from workbench.engine.redact import MASK, Redactor
from workbench.errors import Problem
from workbench.model import Captured, Exchange, Failure, Hop, SetCookie, Verdict

EXCHANGE = Exchange(
    1,
    "users/get",
    "Get a swordfish",
    "GET",
    "http://h/swordfish",
    0.0,
    phase="done",
    hops=(Hop("GET", "http://h/swordfish", (), 200, "OK", "HTTP/1.1", (("X", "a swordfish"),)),),
    failure=Failure("body", Problem("no swordfish")),
    verdicts=(Verdict("status == swordfish", False, "swordfish", "a swordfish"),),
    captured=(Captured("fish", 'header "X"', "a swordfish"),),
)


def test_problems_and_hops_are_masked_in_every_text() -> None:
    redactor = Redactor(["swordfish"])
    hop = Hop(
        "GET",
        "http://h/swordfish",
        (("X", "swordfish"),),
        200,
        "swordfish",
        "HTTP/1.1",
        (("swordfish", "1"),),
        interim=((103, (("Link", "swordfish"),)),),
        trailers=(("X", "swordfish"),),
        cookies=(SetCookie("swordfish", "swordfish", "Path=/swordfish"),),
        request_body=b"a swordfish",
    )

    masked = masked_hop(hop, redactor)
    assert "swordfish" not in repr(masked)
    assert masked.request_body == f"a {MASK}".encode()
    problem = Problem("swordfish", "in swordfish", "not swordfish")
    assert masked_problem(problem, redactor) == Problem(MASK, f"in {MASK}", f"not {MASK}")


def test_the_end_of_a_cut_body_cannot_be_the_beginning_of_a_secret() -> None:
    redactor = Redactor(["swordfish"])
    sent = Hop("POST", "h", (("Content-Length", "9000"),), 200, "", "HTTP/1.1", ())
    cut = replace(sent, request_body=b"." * 1000 + b"swordf")

    assert b"sword" not in (masked_hop(cut, redactor).request_body or b"")
    whole = replace(cut, request_headers=(("Content-Length", "1006"),))
    assert masked_hop(whole, redactor).request_body == whole.request_body


def test_a_record_loses_what_became_known_behind_its_back() -> None:
    masked = masked_exchange(EXCHANGE, frozenset({"swordfish"}))

    assert "swordfish" not in repr(masked)
    assert masked.hops[0].headers == (("X", f"a {MASK}"),)
    assert masked.revealed == EXCHANGE.hops
    assert masked.captured[0].secret
    assert masked.secrets == {"swordfish"}


def test_a_record_is_made_from_what_was_there_and_not_from_what_was_masked_before() -> None:
    once = masked_exchange(EXCHANGE, frozenset({"sword"}))

    assert masked_exchange(once, frozenset({"swordfish"})).hops[0].headers == (("X", f"a {MASK}"),)


def test_a_record_that_knows_the_secrets_stays_what_it_is() -> None:
    masked = masked_exchange(EXCHANGE, frozenset({"swordfish", "other"}))

    assert masked_exchange(masked, frozenset({"swordfish"})) is masked


def test_verdicts_and_captures_are_masked() -> None:
    redactor = Redactor(["swordfish"])
    verdict = Verdict("swordfish", False, "swordfish", "swordfish", "swordfish", ("swordfish",))

    assert "swordfish" not in repr(masked_verdict(verdict, redactor))
    assert masked_capture(Captured("a", "q", "swordfish"), redactor).value == MASK
    assert masked_capture(Captured("a", "q", "cod"), redactor).value == "cod"


def test_a_captured_value_that_holds_a_secret_is_one_and_stays_what_it_is() -> None:
    redactor = Redactor(frozenset({"swordfish"}))

    found = marked_capture(Captured("a", "q", "a swordfish"), redactor)

    assert (found.value, found.secret) == ("a swordfish", True)
    assert not marked_capture(Captured("a", "q", "cod"), redactor).secret
