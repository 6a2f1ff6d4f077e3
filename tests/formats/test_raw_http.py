from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.raw_http import decode_raw_http, is_raw_http
from workbench.model import BasicAuth, BearerAuth, FormBody, RequestSpec, Row, TextBody

HEAD = "POST /a?b=1 HTTP/1.1\nHost: h.example\n"


def spec(**changes: Any) -> RequestSpec:
    usual: dict[str, Any] = {"method": "POST", "url": "https://h.example/a?b=1"}
    return RequestSpec(**(usual | changes))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD, spec()),
        (f"\n  {HEAD}".replace("\n", "\r\n"), spec()),
        (HEAD + "Content-Length: 99\nConnection: close\nX-A: b:c\nX-A:\n\n",
         spec(headers=(Row("X-A", "b:c"), Row("X-A")))),
        (HEAD + "Content-Type: application/json\n\n{\n\n1}",
         spec(body=TextBody("json", "{\n\n1}"))),
        (HEAD + "\n[1]\n", spec(body=TextBody("json", "[1]\n"))),
        (HEAD + "\nhi", spec(body=TextBody("text", "hi"))),
        (HEAD + "Content-Type: application/x-www-form-urlencoded\n\na=1&b=x+y",
         spec(body=FormBody((Row("a", "1"), Row("b", "x y"))))),
        ("### Create\n# a\n\n// b\nPOST {{base_url}}/a\nX-A: 1\n\n[1]\n\n### next\nGET http://h\n",
         spec(url="{{base_url}}/a", headers=(Row("X-A", "1"),), body=TextBody("json", "[1]"))),
        ("POST https://h/a\n\nhi", spec(url="https://h/a", body=TextBody("text", "hi"))),
        (HEAD + "Authorization: Bearer t\n", spec(auth=BearerAuth("t"))),
        (HEAD + "authorization: Basic YTpi\n", spec(auth=BasicAuth("a", "b"))),
        ("GET http://h:8/x HTTP/1.0", RequestSpec(method="GET", url="http://h:8/x")),
        ("get / HTTP/1.1\nhost: localhost:8000", RequestSpec(method="GET", url="http://localhost:8000/")),
        ("GET / HTTP/1.1\nHost: h:80", RequestSpec(method="GET", url="http://h:80/")),
        ("GET /x HTTP/2\n:authority: h\n:scheme: https\nuser-agent: u",
         RequestSpec(method="GET", url="https://h/x", headers=(Row("user-agent", "u"),))),
    ],
)  # fmt: skip
def test_a_raw_request_becomes_a_request(text: str, expected: RequestSpec) -> None:
    assert is_raw_http(text)
    assert decode_raw_http(text).spec == expected


def test_what_had_to_be_assumed_or_left_out_is_told() -> None:
    found = decode_raw_http(HEAD + "Transfer-Encoding: chunked\n\n5")

    assert [problem.what for problem in found.problems] == [
        'the body is taken as it is written: "Transfer-Encoding: chunked"',
        "it does not say whether http or https; taken for https",
    ]
    assert decode_raw_http("GET https://h/ HTTP/1.1").problems == ()


NOT_ONE = (
    "", "https://h/x", "GET", "GET /x", "GET /x HTTP", "HTTP/1.1 200 OK", "GET / a HTTP/1.1",
    "curl http://h", "see GET / HTTP/1.1",
    "GET https://h/x", "GET https://h/x\n\n", "see https://h/\nNote: this", "GET /a\n{}",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_ONE)
def test_what_is_not_clearly_one_is_refused(text: str) -> None:
    assert not is_raw_http(text)
    with pytest.raises(WorkbenchError, match="not an HTTP request"):
        decode_raw_http(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("GET / HTTP/1.1", "there is no Host"),
        ("GET / HTTP/1.1\nHost: a\nHost: b", "not clear which host"),
        ("GET / HTTP/1.1\nHost: a b", "not clear which host"),
        ("GET x HTTP/1.1\nHost: a", '"x" is no path'),
        ("GET / HTTP/1.1\nHost: a\n{1}", 'line 3 is no header: "{1}"'),
        ("GET / HTTP/1.1\nHost: a\n folded", "line 3 is no header"),
    ],
)
def test_one_that_cannot_be_sent_is_one_clear_error(text: str, what: str) -> None:
    with pytest.raises(WorkbenchError, match=what.replace("{", "[{]")):
        decode_raw_http(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for given_text in (text, f"GET / HTTP/1.1\nHost: h\n{text}", f"GET {text} HTTP/1.1\nHost: h"):
        with suppress(WorkbenchError):
            assert decode_raw_http(given_text).spec.url
