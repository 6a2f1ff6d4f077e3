import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from workbench.checks.queries import cookie_parts
from workbench.checks.values import NOTHING, Unmet

from .sample import PAGE, SUBJECT, TEXT, value_of, with_body


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("status", 201),
        ("version", "1.1"),
        ("url", "https://example.org/users/7"),
        ('header "content-type"', "application/json"),
        ('header "Vary"', ["Accept", "Cookie"]),
        ('header "Nope"', NOTHING),
        ('cookie "sid"', "abc"),
        ('cookie "sid[Value]"', "abc"),
        ('cookie "sid[Secure]"', True),
        ('cookie "sid[HttpOnly]"', NOTHING),
        ('cookie "sid[Max-Age]"', 60),
        ('cookie "sid[Expires]"', datetime(2027, 1, 13, 22, 23, 1, tzinfo=UTC)),
        ('cookie "theme[Path]"', "/a"),
        ('cookie "nope[Path]"', NOTHING),
        ("body", TEXT),
        ("bytes", TEXT.encode()),
        ("rawbytes", TEXT.encode()),
        ('jsonpath "$.items[1].name"', "Grace"),
        ('jsonpath "$.items[*].id"', [7, 8]),
        (r'regex "\"csv\": \"(\\d)"', "1"),
        (r"regex /nothing like (it)/", NOTHING),
        ('variable "user"', "Ada"),
        ('variable "ids" nth 1', 8),
        ('variable "nope"', NOTHING),
        ("duration", 120),
        ("sha256", hashlib.sha256(TEXT.encode()).digest()),
        ("md5", hashlib.md5(TEXT.encode()).digest()),
        ('certificate "Subject"', "CN=example.org"),
        ('certificate "Issuer"', "CN=An authority"),
        ('certificate "Start-Date"', datetime(2026, 1, 1, tzinfo=UTC)),
        ('certificate "Expire-Date"', datetime(2026, 12, 31, tzinfo=UTC)),
        ('certificate "Serial-Number"', "1ee8"),
        ('certificate "Subject-Alt-Name"', "DNS:example.org, DNS:www.example.org"),
        ('certificate "Value"', NOTHING),
        ("ip", "127.0.0.1"),
        ("redirects count", 1),
        (
            "redirects first",
            {
                "url": "https://example.org/me",
                "status": 303,
                "location": "https://example.org/users/7",
            },
        ),
    ],
)
def test_a_query_asks_the_response(query: str, value: Any) -> None:
    assert value_of(query) == value


@pytest.mark.parametrize(
    ("version", "shown"),
    [("HTTP/1.0", "1.0"), ("HTTP/1.1", "1.1"), ("HTTP/2", "2"), ("HTTP/2.0", "2"), ("3", "3")],
)
def test_a_version_is_a_number_as_text(version: str, shown: str) -> None:
    assert value_of("version", replace(SUBJECT, version=version)) == shown


def test_html_is_asked_by_xpath() -> None:
    assert value_of('xpath "//p"', PAGE) == ["1", "2 ü"]


@pytest.mark.parametrize(
    ("query", "body", "reason"),
    [
        ('jsonpath "$.a"', "<h1>Oops</h1>", "the body is not JSON"),
        ("body", b"\xff", "not utf-8 text"),
        ('xpath "//a"', "", "the document is empty"),
    ],
)
def test_a_body_of_another_kind_is_unmet(query: str, body: str | bytes, reason: str) -> None:
    with pytest.raises(Unmet, match=reason):
        value_of(query, with_body(body))


def test_without_tls_there_is_no_certificate() -> None:
    plain = replace(SUBJECT, certificate=None, ip="")

    assert value_of('certificate "Subject"', plain) is NOTHING
    assert value_of("ip", plain) is NOTHING


@pytest.mark.parametrize(
    ("name", "parts"),
    [("sid", ("sid", "")), ("sid[Path]", ("sid", "Path")), ("a[b][Path]", ("a[b]", "Path"))],
)
def test_the_name_of_a_cookie_may_end_with_an_attribute(name: str, parts: tuple[str, str]) -> None:
    assert cookie_parts(name) == parts
