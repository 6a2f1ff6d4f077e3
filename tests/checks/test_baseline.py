import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from workbench.checks import Content, Subject, drift, store_response
from workbench.checks.baseline import LARGEST, is_drift
from workbench.errors import WorkbenchError
from workbench.model import (
    Baseline,
    StoredBody,
    StoredBytes,
    StoredJson,
    StoredResponse,
    StoredText,
    Verdict,
)

from .sample import SUBJECT

BASELINE = Baseline(headers=("Content-Type", "vary", "X-None"))


def response(body: Any, media_type: str = "application/json") -> Subject:
    octets = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Subject(content=Content(octets, media_type))


def body_drift(before: Subject, after: Subject, baseline: Baseline | None = None) -> Verdict:
    """Return the verdict on the body of a response that came after a stored one."""
    baseline = baseline or Baseline()
    return drift(baseline, store_response(baseline, before), after)[-1]


@pytest.mark.parametrize(
    ("body", "media_type", "stored"),
    [
        (b'{"b":1,"a":[1.50]}', "application/json", StoredJson({"b": 1, "a": [1.5]})),
        (b"[1]", "application/problem+json; charset=utf-8", StoredJson([1])),
        (b"oops", "application/json", StoredText("oops")),
        (b"\xff", "application/json", StoredBytes(hashlib.sha256(b"\xff").hexdigest(), 1)),
        (b"a\r\nb", "text/plain", StoredText("a\r\nb")),
        (b"<a/>", "application/xml", StoredText("<a/>")),
        (b"", "", StoredText("")),
        (
            b"\x00\x01",
            "application/octet-stream",
            StoredBytes(hashlib.sha256(b"\x00\x01").hexdigest(), 2),
        ),
        (b"\xff\xfe", "image/png", StoredBytes(hashlib.sha256(b"\xff\xfe").hexdigest(), 2)),
    ],
)
def test_a_body_is_stored_as_what_it_is(body: bytes, media_type: str, stored: StoredBody) -> None:
    assert store_response(Baseline(), response(body, media_type)).body == stored


def test_of_a_large_body_the_fingerprint_is_stored() -> None:
    body = b'"' + b"x" * LARGEST + b'"'

    assert isinstance(store_response(Baseline(), response(body)).body, StoredBytes)
    assert body_drift(response(body), response(body)).passed
    assert not body_drift(response(body), response(b'"x"')).passed


def test_of_the_headers_those_are_stored_that_count() -> None:
    assert store_response(BASELINE, SUBJECT).headers == (
        ("Content-Type", "application/json"),
        ("vary", "Accept"),
        ("vary", "Cookie"),
    )


def test_half_a_body_is_not_stored() -> None:
    with pytest.raises(WorkbenchError, match="no response to store: it broke"):
        store_response(Baseline(), Subject(content=Content(b"ab", missing="it broke")))


def test_the_same_response_passes() -> None:
    verdicts = drift(BASELINE, store_response(BASELINE, SUBJECT), SUBJECT)

    assert [verdict.check for verdict in verdicts] == [
        "baseline: status",
        "baseline: header Content-Type",
        "baseline: header vary",
        "baseline: header X-None",
        "baseline: body",
    ]
    assert all(verdict.passed for verdict in verdicts)


def test_without_a_stored_response_there_is_one_failed_verdict() -> None:
    (verdict,) = drift(BASELINE, None, SUBJECT)

    assert not verdict.passed
    assert verdict.actual == "no response is stored yet"


def test_status_and_headers_are_compared() -> None:
    stored = store_response(BASELINE, SUBJECT)
    now = replace(SUBJECT, status=500, headers=(("CONTENT-TYPE", "text/html"), ("X-None", "a")))

    failed = {v.check: (v.expected, v.actual) for v in drift(BASELINE, stored, now) if not v.passed}

    assert failed.pop("baseline: body", None) is None
    assert failed == {
        "baseline: status": ("== 201", "500"),
        "baseline: header Content-Type": ('== "application/json"', '"text/html"'),
        "baseline: header vary": ('== ["Accept","Cookie"]', "nothing"),
        "baseline: header X-None": ("== nothing", '"a"'),
    }


def test_json_drifts_place_by_place() -> None:
    verdict = body_drift(response({"a": 1, "b": [1]}), response({"a": 2, "b": [1, 2]}))

    assert verdict == Verdict(
        "baseline: body",
        passed=False,
        expected="as stored",
        actual="2 differences",
        where="$.a",
        details=("~ $.a: 1 → 2", "+ $.b[1]: 2"),
    )


def test_json_may_differ_as_the_baseline_says() -> None:
    baseline = Baseline(ignore=("$..at",), unordered=("$.tags",), tolerance=0.5)
    before = {"at": 1, "tags": ["a", "b"], "n": 1, "items": [{"at": 2}]}
    after = {"at": 9, "tags": ["b", "a"], "n": 1.4, "items": [{"at": 3}]}

    assert body_drift(response(before), response(after), baseline).passed
    assert not body_drift(response(before), response(after)).passed


def test_the_list_of_differences_is_short() -> None:
    verdict = body_drift(response(list(range(300))), response(["x"] * 300))

    assert verdict.actual == "600 differences"
    assert len(verdict.details) == 201
    assert verdict.details[-1] == "… and 400 more"


def test_text_drifts_line_by_line() -> None:
    verdict = body_drift(response(b"a\nb", "text/plain"), response(b"a\nc", "text/plain"))

    assert verdict.details == (" a", "-b", "+c")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (response({"a": 1}), response(b"<html>", "text/html"), "the body is not JSON"),
        (response(b"text", "text/plain"), response(b"\xff", "text/plain"), "not utf-8 text"),
        (
            response(b"text", "text/plain"),
            Subject(content=Content(b"te", missing="it broke after 2 bytes")),
            "it broke after 2 bytes",
        ),
    ],
)
def test_a_body_of_another_kind_fails(before: Subject, after: Subject, reason: str) -> None:
    verdict = body_drift(before, after)

    assert not verdict.passed
    assert not verdict.broken
    assert reason in verdict.actual


def test_a_baseline_that_cannot_be_read_is_broken() -> None:
    stored = StoredResponse(200, (), StoredJson({"a": 1}))

    verdict = drift(Baseline(ignore=("a[",)), stored, response({"a": 1}))[-1]

    assert verdict.broken
    assert "is not a JSONPath" in verdict.actual


def test_a_body_nested_without_end_is_broken_or_fails() -> None:
    deep = b"[" * 900 + b"]" * 900
    verdict = body_drift(response(b"[" * 800 + b"]" * 800), response(deep))

    assert not verdict.passed


def test_verdicts_of_a_comparison_are_told_from_those_of_checks() -> None:
    assert is_drift(Verdict("baseline", passed=False))
    assert is_drift(Verdict("baseline: header ETag", passed=True))
    assert not is_drift(Verdict('body contains "baseline: "', passed=True))
