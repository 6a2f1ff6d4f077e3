"""The cookie store: a mapping for callers, a jar between responses and requests."""

import pickle
from http.cookiejar import Cookie as StandardCookie
from http.cookiejar import CookieJar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.server.loopback import Loopback
from workbench.client import URL, CookieConflict, Cookies, Request, Response
from workbench.client.cookie import Cookie, CookieRefusedError
from workbench.client.cookies import MAX_HEADER, adopted, key_of, pair

from .conftest import Caller, OpenClient
from .corpora.cookies import CASES, Case


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def answered(url: str, *lines: str) -> Response:
    headers = [("Set-Cookie", line) for line in lines]
    return Response(200, headers=headers, request=Request("GET", url))


def stored(url: str, *lines: str) -> Cookies:
    cookies = Cookies()
    cookies.extract_cookies(answered(url, *lines))
    return cookies


def sent(cookies: Cookies, url: str) -> str | None:
    request = Request("GET", url)
    cookies.set_cookie_header(request)
    return request.headers.get("cookie")


def test_cookies_are_a_mapping_with_domains() -> None:
    cookies = Cookies({"a": "1"})
    cookies.set("b", "2", domain="x.example", path="/p")
    cookies["c"] = "3"

    assert dict(cookies) == {"a": "1", "b": "2", "c": "3"}
    assert len(cookies) == 3
    assert cookies.get("b", domain="x.example", path="/p") == "2"
    assert cookies.get("b", domain="y.example") is None
    assert cookies.get("zz", "other") == "other"
    del cookies["a"]
    cookies.delete("c", domain="nowhere")
    assert set(cookies) == {"b", "c"}
    cookies.clear(domain="x.example")
    assert list(cookies) == ["c"]
    cookies.clear()
    assert not cookies
    with pytest.raises(KeyError):
        cookies["a"]


def test_a_name_of_two_domains_is_a_conflict() -> None:
    cookies = Cookies()
    cookies.set("a", "1", domain="x.example")
    cookies.set("a", "2", domain="y.example")

    with pytest.raises(CookieConflict, match="'a'"):
        cookies["a"]
    assert cookies.get("a", domain="y.example") == "2"


def test_every_accepted_form_gives_the_same_cookies() -> None:
    pairs = [("a", "1"), ("b", "2")]
    cookies = Cookies(pairs)

    assert dict(Cookies(dict(pairs))) == dict(Cookies(cookies)) == dict(cookies) == dict(pairs)
    assert dict(pickle.loads(pickle.dumps(cookies))) == dict(pairs)


def test_a_jar_of_the_standard_library_is_taken_over() -> None:
    jar = CookieJar()
    given = StandardCookie(
        0, "a", "1", None, False, "x.example", False, False, "/p", True, True, None, True,
        None, None, {},
    )  # fmt: skip
    jar.set_cookie(given)

    assert adopted(given) == Cookie("a", "1", "x.example", "/p", secure=True, host_only=True)
    assert sent(Cookies(jar), "https://x.example/p") == "a=1"
    assert sent(Cookies(jar), "https://y.x.example/p") is None
    given.value = "\n"
    with pytest.raises(ValueError, match="cannot be sent"):
        adopted(given)


@pytest.mark.parametrize(
    ("name", "value"), [("", "a"), ("a", "b\r\n"), ("a", "b; c"), ("a=b", "c")]
)
def test_a_cookie_that_breaks_its_header_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="break its header"):
        Cookies().set(name, value)


def test_a_cookie_without_a_domain_stays_with_its_first_origin() -> None:
    cookies = Cookies({"a": "1"})

    assert sent(cookies, "http://x.example/") == "a=1"
    assert sent(cookies, "http://y.example/") is None
    assert sent(cookies, "https://x.example/") is None
    assert sent(cookies, "http://x.example/again") == "a=1"
    cookies.set("everywhere", "2", domain="*")
    assert sent(cookies, "http://y.example/") == "everywhere=2"


def test_a_response_stores_replaces_and_deletes() -> None:
    cookies = stored("http://x.example/", "a=1", "b=2")
    cookies.extract_cookies(answered("http://x.example/", "a=3", "b=; Max-Age=0"))

    assert dict(cookies) == {"a": "3"}
    assert dict(answered("http://x.example/", "c=4").cookies) == {"c": "4"}


def test_longer_paths_come_first_then_older_cookies() -> None:
    cookies = stored("http://x/", "a=1; Path=/", "b=2; Path=/p/q", "c=3; Path=/", "a=4; Path=/")

    assert sent(cookies, "http://x/p/q") == "b=2; a=4; c=3"


def test_a_given_cookie_header_is_left_alone() -> None:
    request = Request("GET", "http://x/", headers={"Cookie": "mine=1"})
    Cookies({"a": "1"}).set_cookie_header(request)

    assert request.headers["cookie"] == "mine=1"


@pytest.mark.parametrize(
    ("sent_before", "lines", "sent_again"),
    [
        ("a=1; own=2", ["b=3"], "a=1; b=3; own=2"),
        ("a=1; own=2", ["a=4"], "a=4; own=2"),
        ("a=1; own=2", ["a=; Max-Age=0"], "own=2"),
        ("a=1", ["a=; Max-Age=0"], None),
        ("own=2", ["b=3; Path=/elsewhere"], "own=2"),
        (None, ["b=3"], "a=1; b=3"),
    ],
)
def test_a_request_that_is_sent_again_has_the_cookies_of_now(
    sent_before: str | None, lines: list[str], sent_again: str | None
) -> None:
    cookies = stored("http://x/", "a=1")
    known = cookies.header_for(URL("http://x/"))
    request = Request("GET", "http://x/", headers={"Cookie": sent_before} if sent_before else {})
    cookies.extract_cookies(answered("http://x/", *lines))

    cookies.renew_cookie_header(request, known)

    assert request.headers.get("cookie") == sent_again


def test_a_plain_connection_cannot_hide_a_secure_cookie() -> None:
    cookies = stored("https://x.example/", "a=good; Secure; Path=/")
    cookies.extract_cookies(answered("http://x.example/", "a=evil; Path=/"))
    cookies.extract_cookies(answered("http://y.x.example/", "a=evil; Path=/; Domain=x.example"))

    assert sent(cookies, "https://x.example/") == "a=good"
    with pytest.raises(CookieRefusedError, match="would hide a Secure cookie"):
        cookies.read("a=evil; Path=/", URL("http://x.example/"))


def test_a_cookie_ends_with_its_time() -> None:
    clock = Clock()
    cookies = Cookies(clock=clock)
    cookies.extract_cookies(answered("http://x/", "a=1; Max-Age=10"))
    clock.now += 9
    assert sent(cookies, "http://x/") == "a=1"
    clock.now += 1

    assert not cookies.jar
    assert sent(cookies, "http://x/") is None
    assert not cookies


def test_bytes_that_are_no_ascii_come_back_as_they_were() -> None:
    raw = [(b"Set-Cookie", b"a=\xff\xc3\xa9")]
    cookies = Cookies()
    cookies.extract_cookies(Response(200, headers=raw, request=Request("GET", "http://x/")))
    request = Request("GET", "http://x/")
    cookies.set_cookie_header(request)

    assert request.headers.first(b"cookie") == b"a=\xff\xc3\xa9"


def test_a_flood_of_cookies_is_bounded() -> None:
    cookies = Cookies()
    for batch in range(5):
        lines = [f"c{batch}x{n}={'v' * 900}" for n in range(90)]
        cookies.extract_cookies(answered("http://x/", *lines))
    header = sent(cookies, "http://x/")

    assert len(cookies) == 180
    assert header is not None
    assert len(header) <= MAX_HEADER
    assert "c4x49=" in header
    for n in range(1100):
        cookies.extract_cookies(answered(f"http://h{n}/", "a=1"))
    assert len({cookie.domain for cookie in cookies.jar}) <= 1000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name[:40])
def test_lines_become_the_field_that_they_should(case: Case) -> None:
    cookies = Cookies()
    for line in case.lines:
        cookies.extract_cookies(answered(case.at, line))
    request = Request("GET", case.to)
    cookies.set_cookie_header(request)
    sent = request.headers.first(b"cookie")

    assert (sent and sent.decode()) == case.sent


@settings(deadline=None)  # the first looks into the list of public suffixes
@given(st.lists(st.sampled_from(CASES), max_size=12), st.sampled_from(CASES))
def test_a_stored_jar_sends_what_it_sent_before(given: list[Case], asked: Case) -> None:
    cookies = Cookies({"own": "1"})
    for case in given:
        cookies.extract_cookies(answered(case.at, *case.lines))
    restored = pickle.loads(pickle.dumps(cookies))

    assert restored.header_for(URL(asked.to)) == cookies.header_for(URL(asked.to))


def test_keys_and_pairs() -> None:
    cookie = Cookie("a", "b", "x")

    assert key_of(cookie) == ("a", "/", False, None)
    assert pair(cookie) == "a=b"
    assert pair(Cookie("", "b")) == "b"
    assert Cookies().header_for(URL("http://x/")) == ""
    assert repr(Cookies({"a": "s3cret"})) == "<Cookies[<Cookie a for its origin/>]>"


@pytest.mark.anyio
async def test_a_client_keeps_what_servers_set(client: Caller, server: Loopback) -> None:
    first = await client.get(server / "set-cookie?a=1&b=2")
    second = await client.get(server / "echo")
    await client.get(server / "set-cookie?a=", cookies={"once": "1"})
    third = await client.get(server / "echo")

    assert dict(first.cookies) == {"a": "1", "b": "2"}
    assert second.request.headers["cookie"] == "a=1; b=2"
    assert server.requests[2].header("Cookie") == "a=1; b=2; once=1"
    assert third.request.headers["cookie"] == "b=2"
    assert dict(client.client.cookies) == {"b": "2"}


@pytest.mark.anyio
async def test_cookies_are_decided_anew_at_each_redirect(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(follow_redirects=True, cookies={"own": "1"})
    with Loopback() as other:
        await client.get(server / f"set-cookie?a=1&_to={other.url}/redirect?to={server.url}/echo")

        assert [seen.header("Cookie") for seen in server.requests] == ["own=1", "own=1; a=1"]
        # Cookies know no ports, so the server's goes to the other one; the caller's own does not.
        assert [seen.header("Cookie") for seen in other.requests] == ["a=1"]


@pytest.mark.anyio
async def test_the_cookies_of_a_client_belong_to_its_base_url(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(base_url=server.url, cookies={"own": "1"})
    with Loopback() as other:
        await client.get(other / "echo")
        await client.get("/echo")

        assert other.requests[0].header("Cookie") is None
        assert server.requests[0].header("Cookie") == "own=1"
