"""The response that the examples of the vocabulary are about."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from workbench.checks import (
    Certificate,
    Content,
    Redirect,
    Subject,
    judge_one,
    parse_capture,
)
from workbench.checks.evaluate import evaluate

BODY = {
    "items": [{"id": 7, "name": "Ada"}, {"id": 8, "name": "Grace"}],
    "tags": ["new", "paid"],
    "errors": [],
    "more": False,
    "price": 8.95,
    "created": "2026-01-15T10:30:00.250Z",
    "trace": "0b5a1c9e-7d3f-4a6b-8c2d-1e0f9a8b7c6d",
    "csv": "1,2,3",
    "n": "42",
    "flag": "true",
    "token": "5L2g",
    "jwt": "eyJzdWIiOiJBZGEifQ",
    "html": "<h1>Hi</h1><ul><li>1<li>2</ul>",
    "encoded": "a%20b%2F%C3%BC",
    "escaped": "a &gt; b &copy;",
    "next": "https://example.org/users?page=2&size=5",
}
TEXT = json.dumps(BODY, indent=1, ensure_ascii=False)

SUBJECT = Subject(
    status=201,
    version="HTTP/1.1",
    url="https://example.org/users/7",
    headers=(
        ("Content-Type", "application/json"),
        ("Vary", "Accept"),
        ("vary", "Cookie"),
        ("Set-Cookie", "sid=abc; Max-Age=60; Secure; Expires=Wed, 13 Jan 2027 22:23:01 GMT"),
        ("Set-Cookie", "theme=dark; Path=/a; SameSite=Lax"),
    ),
    content=Content(TEXT.encode(), "application/json"),
    duration=120,
    certificate=Certificate(
        subject="CN=example.org",
        issuer="CN=An authority",
        start_date=datetime(2026, 1, 1, tzinfo=UTC),
        expire_date=datetime(2026, 12, 31, tzinfo=UTC),
        serial_number="1ee8",
        subject_alt_name="DNS:example.org, DNS:www.example.org",
    ),
    ip="127.0.0.1",
    redirects=(Redirect("https://example.org/me", 303, "https://example.org/users/7"),),
    variables={"user": "Ada", "ids": [7, 8]},
    now=datetime(2026, 2, 1, 12, tzinfo=UTC),
)

PAGE = replace(
    SUBJECT,
    content=Content("<html><h1>Hi</h1><p class=a>1<p>2 ü</html>".encode(), "text/html"),
)


def passes(check: str, subject: Subject = SUBJECT) -> bool:
    """Tell whether a check passes that can be judged."""
    verdict = judge_one(check, subject)
    assert not verdict.broken, verdict.actual
    return verdict.passed


def value_of(query: str, subject: Subject = SUBJECT) -> Any:
    """Return what a query with filters makes of a response."""
    parsed = parse_capture(query)
    return evaluate(parsed.query, parsed.filters, subject).value


def with_body(body: str | bytes, media_type: str = "application/json") -> Subject:
    """Return the sample with another body."""
    octets = body.encode() if isinstance(body, str) else body
    return replace(SUBJECT, content=Content(octets, media_type))


def with_json(value: Any) -> Subject:
    """Return the sample with the body `{"v": value}`."""
    return with_body(json.dumps({"v": value}))
