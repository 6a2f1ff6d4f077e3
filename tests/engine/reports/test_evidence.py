from dataclasses import replace

from workbench.engine.reports.evidence import (
    EXCERPT,
    evidence,
    excerpt,
    headline,
    summary_of,
    verdict_lines,
)
from workbench.model import Captured, Verdict

from .runs import EVERYTHING, exchange

LIST, GET, REFUSED, ODD, LATE = EVERYTHING.outcomes


def test_the_headline_names_the_first_thing_wrong_and_counts_the_rest() -> None:
    assert [headline(outcome) for outcome in EVERYTHING.outcomes] == [
        "",
        "status == 200: actual 404 (and 2 more)",
        "refused the connection",
        'unresolved "{{a}}"',
        "",
    ]


def test_the_evidence_tells_everything_that_is_wrong_and_nothing_else() -> None:
    lines = list(evidence(GET))

    assert lines[:4] == [
        "✗ status == 200",
        "  where     status",
        "  expected  200",
        "  actual    404",
    ]
    assert "✗ body contains 'a'" in lines
    assert "  nothing there" in lines
    assert not any("version" in line for line in lines)
    assert list(evidence(REFUSED)) == ["✗ refused the connection", "  hint: is it up?"]
    assert list(evidence(ODD)) == ['✗ url:3: unresolved "{{a}}"', "  hint: no"]
    assert list(evidence(LIST)) == list(evidence(LATE)) == []


def test_a_passed_verdict_is_one_line() -> None:
    assert list(verdict_lines(Verdict("status == 200", True))) == ["✓ status == 200"]


def test_an_exchange_is_summed_up_in_a_line() -> None:
    assert summary_of(exchange()) == "GET http://shop/users → 200 OK (25.1 ms, 9 B)"
    assert summary_of(exchange(failure="no")) == "GET http://shop/users → no response"


def test_of_a_body_only_the_beginning_is_shown() -> None:
    assert excerpt(exchange(body=b"\xff\x1b")) == "\ufffd␛"
    assert excerpt(exchange(body=b"a" * (EXCERPT + 1))).endswith("a\n… 16.4 kB in all")
    assert excerpt(exchange(body=b"")) == excerpt(exchange(failure="no")) == ""


def test_what_is_secret_in_a_body_is_masked_even_at_the_border() -> None:
    body = b"a" * (EXCERPT - 3) + b"s3cret-word" + b"b" * 100
    shown = excerpt(replace(exchange(body=body), secrets=frozenset({"s3cret-word"})))

    assert "s3c" not in shown
    assert shown.endswith("a•••\n… 16.5 kB in all")


def test_without_a_response_there_is_nothing_to_judge() -> None:
    verdict, capture = Verdict("status == 200", False, "200", "0"), Captured("id", "", problem="x")
    assert REFUSED.exchange is not None
    judged = replace(REFUSED.exchange, verdicts=(verdict,), captured=(capture,))
    refused = replace(REFUSED, exchange=judged)

    assert list(evidence(refused)) == [
        "✗ refused the connection",
        "  hint: is it up?",
    ]


def test_a_headline_stays_short() -> None:
    assert GET.exchange is not None
    long = (Verdict("body == 'a'", False, "'a'", "x" * 61),)
    judged = replace(GET.exchange, verdicts=long, captured=())

    assert headline(replace(GET, exchange=judged)) == "body == 'a'"
