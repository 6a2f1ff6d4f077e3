"""Where redirects lead and what goes along."""

import itertools
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.loopback import Loopback, Seen
from tests.server.scripted import Peer, Script, Scripted
from workbench.client import (
    BearerAuth,
    DigestAuth,
    Headers,
    HTTPError,
    RemoteProtocolError,
    Request,
    Response,
    Timeout,
    UnsupportedProtocol,
)
from workbench.client.redirect import changed_method, redirected, target

from .conftest import Caller, OpenClient


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
        ("https:x", RemoteProtocolError),
        ("http:/x", RemoteProtocolError),
        ("////b", RemoteProtocolError),
        ("//:80/x", RemoteProtocolError),
        ("//u:s3cret@/x", RemoteProtocolError),
        ("http://127.1/", RemoteProtocolError),
        ("http://b:s3cret/", RemoteProtocolError),
        ("http://b/" + "x" * 70_000, RemoteProtocolError),
        ("data:text/html,x", UnsupportedProtocol),
        ("ws://b/", UnsupportedProtocol),
        ("HTTPX://b/", UnsupportedProtocol),
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
    ("location", "leads_to"),
    [
        ("", "http://a/b/c?d"),
        ("?", "http://a/b/c?"),
        ("#x", "http://a/b/c?d#x"),
        ("e f", "http://a/b/e%20f"),
        ("/ä", "http://a/%C3%A4"),
        ("..//e", "http://a//e"),
        ("/%0d%0aX:y", "http://a/%0d%0aX:y"),
        ("//b", "http://b"),
        ("//b:80/", "http://b/"),
        ("HTTP://B:80", "http://b"),
        ("https://b:443/x", "https://b/x"),
        ("http://user@a/x", "http://a/x"),
        ("http://b@c@d/", "http://d/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
    ],
)
def test_a_location_is_read_as_browsers_read_it(location: str, leads_to: str) -> None:
    found = follow(Request("GET", "http://a/b/c?d"), location).url

    assert str(found) == leads_to


@given(st.text(max_size=20) | st.text("/:@?#[]\\%.h1", max_size=12))
def test_whatever_a_location_says_it_is_a_url_or_our_error(location: str) -> None:
    request = Request("GET", "http://u:p@a/b", headers={"Authorization": "v"})
    try:
        following = follow(request, location.encode("utf-8", "replace").decode())
    except HTTPError:
        return
    assert following.url.scheme in {"http", "https"}
    assert following.url.raw_host
    assert not following.url.userinfo
    assert following.headers["host"] == following.url.netloc.decode()
    assert ("authorization" in following.headers) == (following.url.origin == request.url.origin)


# RFC 9110, section 15.4, and what browsers and httpx do where it leaves a choice.
METHODS = {
    301: {"POST": "GET"},
    302: {"POST": "GET", "PUT": "GET", "PATCH": "GET", "DELETE": "GET", "OPTIONS": "GET"},
    303: {"POST": "GET", "PUT": "GET", "PATCH": "GET", "DELETE": "GET", "OPTIONS": "GET"},
    307: {},
    308: {},
}


@pytest.mark.parametrize("status", METHODS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_the_method_changes_as_in_browsers(method: str, status: int) -> None:
    assert changed_method(method, status) == METHODS[status].get(method, method)


def test_a_method_that_changes_leaves_the_body_and_its_fields_behind() -> None:
    following = follow(Request("POST", "http://a/", json={"a": 1}, headers={"X": "y"}), "/x", 303)

    assert following.content == b""
    assert dict(following.headers) == {"host": "a", "x": "y"}


def test_a_307_keeps_the_body() -> None:
    following = follow(Request("POST", "http://a/", json={"a": 1}), "/x", 307)

    assert following.content == b'{"a":1}'
    assert following.headers["content-length"] == "7"


CANARY = "s3cret"
BASIC = b64encode(b"user:" + CANARY.encode()).decode()
CREDENTIALS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "header": ({}, {"headers": {"Authorization": CANARY, "X-Api-Key": CANARY}}),
    "cookie header": ({}, {"headers": {"Cookie": f"a={CANARY}"}}),
    "named header": (
        {},
        {"headers": {"X-Plain": CANARY}, "extensions": {"secret_headers": ["X-Plain"]}},
    ),
    "client's header": ({"headers": {"X-Tenant": CANARY}}, {}),
    "client's parameter": ({"params": {"token": CANARY}}, {}),
    "client's cookie": ({"cookies": {"a": CANARY}}, {}),
    "user and password": ({"auth": ("user", CANARY)}, {}),
    "bearer token": ({"auth": BearerAuth(CANARY)}, {}),
    "token of a request": ({}, {"auth": BearerAuth(CANARY)}),
}


def knows(seen: Seen) -> bool:
    """Tell whether a request carries the canary, plain or in basic credentials."""
    carried = repr((seen.target, seen.headers, seen.body))
    return CANARY in carried or BASIC in carried


async def arrive(client: Caller, url: str, by_hand: bool, **options: Any) -> None:
    """Follow redirects to their end."""
    response = await client.post(url, follow_redirects=not by_hand, **options)
    while response.next_request is not None:
        response = await client.send(response.next_request)
    assert response.status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize("by_hand", [False, True], ids=["followed", "by hand"])
@pytest.mark.parametrize("credential", CREDENTIALS)
async def test_no_credential_goes_along_to_another_origin_and_back(
    open_client: OpenClient, server: Loopback, credential: str, by_hand: bool
) -> None:
    settings, options = CREDENTIALS[credential]
    with Loopback() as other:
        for status in METHODS:
            client = open_client(**settings)
            there = f"{other.url}/redirect?status={status}%26to={server.url}/json"
            await arrive(
                client, server / f"redirect?status={status}&to={there}", by_hand, **options
            )

        assert len(other.requests) == len(METHODS)
        assert not any(knows(seen) for seen in other.requests)
        assert all(knows(seen) for seen in server.requests[::2])
        # A cookie comes from the store again, which knows whose it is.
        assert all(
            knows(seen) == (credential == "client's cookie") for seen in server.requests[1::2]
        )


@pytest.mark.anyio
@pytest.mark.parametrize(
    "first",
    [
        b"302 Found\r\nLocation: /b",
        b'401 Unauthorized\r\nWWW-Authenticate: Digest realm="r", nonce="n"',
        b"503 Busy\r\nRetry-After: 0",
    ],
    ids=["redirect", "challenge", "busy"],
)
@pytest.mark.parametrize("total", [None, 5])
async def test_a_broken_body_of_an_answer_on_the_way_does_not_matter(
    open_client: OpenClient, scripted: Callable[[Script], Scripted], first: bytes, total: int | None
) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 " + first + b"\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n")
        peer.send(b"not gzip!")
        while peer.read_head():
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood")

    server = scripted(script)
    client = open_client(
        follow_redirects=True,
        auth=DigestAuth("u", "p"),
        retries=1,
        timeout=Timeout(5, total=total),
    )

    response = await client.get(server / "a")

    assert response.content == b"good"
    assert len(server.heads) == 2


@pytest.mark.anyio
@pytest.mark.parametrize("way", ["cookies", "header"])
@pytest.mark.parametrize("auth", [None, ("user", "pass")], ids=["plain", "authorized"])
async def test_cookies_of_a_request_go_along_at_its_origin(
    open_client: OpenClient, scripted: Callable[[Script], Scripted], way: str, auth: Any
) -> None:
    moves = [
        b"Location: /two",
        b"Location: /three\r\nSet-Cookie: session=new; Path=/\r\nSet-Cookie: gone=; Max-Age=0",
        b"Location: /four",
    ]

    def script(peer: Peer) -> None:
        for move in moves:
            peer.read_head()
            peer.send(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n" + move + b"\r\n\r\n")
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    server = scripted(script)
    client = open_client(cookies={"store": "s"}, follow_redirects=True, auth=auth)
    own = {"mine": "m", "session": "old", "gone": "g"}
    pairs = "; ".join(f"{name}={value}" for name, value in {"store": "s", **own}.items())
    given: dict[str, Any] = {"cookies": own} if way == "cookies" else {"headers": {"Cookie": pairs}}

    assert (await client.get(server.url, **given)).status_code == 200

    def sent(head: bytes) -> set[bytes]:
        (line,) = [each for each in head.split(b"\r\n") if each.lower().startswith(b"cookie:")]
        return set(line.split(b": ", 1)[1].split(b"; "))

    everything = {b"store=s", b"mine=m", b"session=old", b"gone=g"}
    assert [sent(head) for head in server.heads] == [
        everything,
        everything,
        {b"store=s", b"mine=m", b"session=new"},
        {b"store=s", b"mine=m", b"session=new"},
    ]
