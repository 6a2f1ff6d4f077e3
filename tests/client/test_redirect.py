"""Where redirects lead and what goes along."""

import itertools

import pytest

from workbench.client import (
    Headers,
    HTTPError,
    RemoteProtocolError,
    Request,
    Response,
    UnsupportedProtocol,
)
from workbench.client.redirect import changed_method, redirected, target


def follow(request: Request, location: str, status: int = 302, **options: object) -> Request:
    response = Response(status, headers={"Location": location}, request=request)
    return redirected(request, response, **{"defaults": Headers(), **options})  # type: ignore[arg-type]  # test


ELSEWHERE = ["https://a.example/", "http://b.example/", "http://a.example:81/", "//b.example/x"]
SECRETS = [
    ("Authorization", "v"),
    ("Cookie", "v"),
    ("Proxy-Authorization", "v"),
    ("X-API-Key", "v"),
    ("authorization", "again"),
]


@pytest.mark.parametrize(
    ("location", "status"), list(itertools.product(ELSEWHERE, [301, 302, 303, 307, 308]))
)
def test_credentials_never_go_to_another_origin(location: str, status: int) -> None:
    request = Request("GET", "http://a.example/", headers=[*SECRETS, ("X-Trace", "kept")])

    following = follow(request, location, status)

    assert [name for name, _ in following.headers.raw] == [b"Host", b"X-Trace"]


def test_credentials_stay_within_one_origin() -> None:
    request = Request("GET", "http://a.example/", headers=SECRETS)

    assert follow(request, "http://A.example:80/x").headers["authorization"] == "v, again"


def test_the_clients_own_headers_and_named_secrets_stay_at_home() -> None:
    defaults = Headers({"X-Tenant": "acme", "Accept": "a/b", "User-Agent": "me"})
    request = Request(
        "GET",
        "http://a/",
        headers=[*defaults.multi_items(), ("X-Own", "1"), ("X-Named", "2")],
        extensions={"secret_headers": ["X-NAMED"]},
    )

    following = follow(request, "http://b/", defaults=defaults)

    assert Headers(
        {"host": "b", "accept": "a/b", "user-agent": "me", "x-own": "1"}
    ) == following.headers  # fmt: skip


def test_userinfo_in_a_location_is_dropped() -> None:
    assert follow(Request("GET", "http://a/"), "http://u:p@b/x").url == "http://b/x"


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("file:///etc/passwd", UnsupportedProtocol),
        ("javascript:alert(1)", UnsupportedProtocol),
        ("ftp://b/", UnsupportedProtocol),
        ("http:///x", RemoteProtocolError),
        ("http://", RemoteProtocolError),
        ("http://[::1", RemoteProtocolError),
        ("http://b:99999/", RemoteProtocolError),
        ("http://b\\@c/", RemoteProtocolError),
        ("/\x01?token=s3cret", RemoteProtocolError),
    ],
)
def test_a_location_that_leads_nowhere_is_our_error(location: str, error: type[HTTPError]) -> None:
    request = Request("GET", "http://a/")

    with pytest.raises(error) as caught:
        target(request, Response(302, headers={"Location": location}))
    assert "s3cret" not in str(caught.value)


def test_a_fragment_is_carried_on() -> None:
    assert follow(Request("GET", "http://a/#f"), "/x").url == "http://a/x#f"
    assert follow(Request("GET", "http://a/#f"), "/x#g").url == "http://a/x#g"


@pytest.mark.parametrize(
    ("method", "status", "expected"),
    [
        ("POST", 301, "GET"), ("PUT", 301, "PUT"), ("POST", 302, "GET"), ("PUT", 303, "GET"),
        ("HEAD", 303, "HEAD"), ("POST", 307, "POST"), ("POST", 308, "POST"), ("HEAD", 302, "HEAD"),
    ],
)  # fmt: skip
def test_the_method_changes_as_in_browsers(method: str, status: int, expected: str) -> None:
    assert changed_method(method, status) == expected


def test_a_307_keeps_the_body() -> None:
    following = follow(Request("POST", "http://a/", json={"a": 1}), "/x", 307)

    assert following.content == b'{"a":1}'
    assert following.headers["content-length"] == "7"
