import ssl
from dataclasses import replace

import pytest
import trustme

from workbench.checks.subject import Subject
from workbench.engine.judgement import Judgement
from workbench.engine.judging import MOST_BODY, judged, subject_of, taken
from workbench.engine.order import SessionValues
from workbench.errors import Problem
from workbench.model import (
    Baseline,
    Captured,
    Check,
    Checks,
    Connection,
    Exchange,
    Failure,
    Hop,
    RequestSpec,
    Row,
    StoredJson,
    StoredResponse,
    Variable,
    Verdict,
)

from .shops import ordered, shop

HOP = Hop(
    "GET",
    "http://h/users",
    (),
    200,
    "OK",
    "HTTP/1.1",
    (("Content-Type", "application/json"), ("X-A", "1")),
)
MOVED = replace(HOP, url="http://h/old", status=302, headers=(("Location", "/users"),))


def wrong(judgement: Judgement) -> list[Verdict | Captured]:
    """Return the checks that did not pass, and the captures that found nothing."""
    missing = [found for found in judgement.captured if found.problem]
    return [*(verdict for verdict in judgement.verdicts if not verdict.passed), *missing]


class Body:
    def __init__(self, content: bytes, size: int | None = None) -> None:
        self.content = content
        self.size = len(content) if size is None else size

    def read(self, start: int, length: int) -> bytes:
        return self.content[start : start + length]


def judge(
    *checks: str,
    captures: dict[str, str] | None = None,
    variables: tuple[Variable, ...] = (),
    values: SessionValues | None = None,
    subject: Subject | None = None,
    baseline: Baseline | None = None,
    stored: StoredResponse | None = None,
) -> Judgement:
    spec = RequestSpec(
        variables=variables,
        captures=tuple(Row(name, query) for name, query in (captures or {}).items()),
        checks=Checks(tuple(map(Check, checks))),
        baseline=baseline,
    )
    subject = subject or subject_of([MOVED, HOP], Body(b'{"id": 7, "n": "a"}'), 0.1234)
    order = ordered(shop(users=spec), "users")
    return judged(order, subject, values or SessionValues(), {}, stored)


def test_all_that_is_known_of_a_response_can_be_asked() -> None:
    judgement = judge(
        "status == 200",
        'url == "http://h/users"',
        'version == "1.1"',
        "duration == 123",
        'header "X-A" == "1"',
        'jsonpath "$.id" == 7',
        "redirects count == 1",
        'redirects nth 0 location == "/users"',
    )

    assert wrong(judgement) == []


def test_checks_and_captures_use_variables_and_what_was_captured() -> None:
    judgement = judge(
        'jsonpath "$.id" == {{wanted}}',
        'jsonpath "$.n" == "{{first}}"',
        'variable "first" == "a"',
        'variable "before" == 3',
        captures={"first": 'jsonpath "$.n"'},
        variables=(Variable("wanted", 7),),
        values=SessionValues().capturing("before", 3),
    )

    assert wrong(judgement) == []
    assert judgement.captured == (Captured("first", 'jsonpath "$.n"', "a"),)


def test_what_fails_brings_its_evidence_and_a_name_that_is_missing_breaks_its_check() -> None:
    judgement = judge("status == 404", 'body contains "{{nope}}"', captures={"x": 'header "Y"'})

    failed, broken = judgement.verdicts
    assert (failed.passed, failed.actual) == (False, "200")
    assert broken.broken
    assert "nope" in broken.actual
    assert judgement.captured[0].problem
    assert len(wrong(judgement)) == 3


def test_a_stored_response_is_compared() -> None:
    same = StoredResponse(200, (), StoredJson({"id": 8, "n": "a"}))

    assert wrong(judge(baseline=Baseline(ignore=("$.id",)), stored=same)) == []
    assert wrong(judge(baseline=Baseline(), stored=same))
    assert wrong(judge(baseline=Baseline(), stored=None))


def test_without_a_whole_body_questions_about_it_fail_with_the_reason() -> None:
    reset = Failure("connect", Problem("the connection broke"))
    cut = subject_of([HOP], Body(b'{"id"'), 0.1, reset)
    large = subject_of([HOP], Body(b"", MOST_BODY + 1), 0.1)
    nothing = subject_of([], None, 0.1, reset)

    for subject, reason in (
        (cut, "the connection broke"),
        (large, "more than"),
        (nothing, "broke"),
    ):
        (verdict,) = judge('jsonpath "$.id" == 7', subject=subject).verdicts
        assert reason in verdict.actual
    assert wrong(judge("status == 200", subject=cut)) == []
    assert wrong(judge('header "X-A" exists', subject=subject_of([HOP], None, 0.1))) == []


def test_the_certificate_and_the_address_can_be_asked() -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("shop.dev", "127.0.0.1")
    der = ssl.PEM_cert_to_DER_cert(issued.cert_chain_pems[0].bytes().decode())
    hop = replace(HOP, connection=Connection("[::1]:443", certificates=(der,)))

    judgement = judge(
        'certificate "Subject-Alt-Name" contains "DNS:shop.dev"',
        'certificate "Subject-Alt-Name" contains "IP Address:127.0.0.1"',
        'certificate "Issuer" contains "trustme"',
        'certificate "Expire-Date" daysAfterNow > 1',
        'certificate "Serial-Number" matches /^([0-9a-f]{2}:)+[0-9a-f]{2}$/',
        'ip == "::1"',
        subject=subject_of([hop], None, 0.1),
    )

    assert wrong(judgement) == []
    odd = replace(HOP, connection=Connection("/run/s", certificates=(b"none",)))
    assert wrong(judge('ip == "/run/s"', subject=subject_of([odd], None, 0.1))) == []


@pytest.mark.parametrize(("query", "value"), [("$.id", 7), ("", '{"id": 7}'), ("status", 200)])
def test_a_value_is_taken_from_a_response_as_it_was(query: str, value: object) -> None:
    body = Body(b'{"id": 7}')
    exchange = Exchange(1, "a", "A", "GET", "http://h", 0.0, "done", (), body, 9, revealed=(HOP,))

    assert taken(exchange, query).value == value
