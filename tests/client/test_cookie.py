"""How Set-Cookie lines are read and where cookies go: RFC 6265bis and what browsers do."""

import re
import time
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.client import URL
from workbench.client.cookie import (
    MAX_AGE,
    MAX_COOKIE,
    Cookie,
    CookieRefusedError,
    attributes,
    default_path,
    domain_matches,
    expiry,
    host_of,
    is_address,
    is_public_suffix,
    keeps_promise,
    parse_date,
    parse_set_cookie,
    path_matches,
    path_of,
    public_suffixes,
    read_set_cookie,
    scope_of,
    size_of,
)

from .corpora.cookies import DATES, MOMENT, NO_DATES, SUFFIXES

NOW = 1_700_000_000.0
SECURE = URL("https://www.example.co.uk/a/b?q=1")
PLAIN = URL("http://www.example.co.uk/a/b")


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("a=b", "a", "b"),
        (" a = b ;x", "a", "b"),
        ("a=b=c", "a", "b=c"),
        ('a="b c"', "a", '"b c"'),
        ("a=", "a", ""),
        ("b", "", "b"),
        ("=b", "", "b"),
    ],
)
def test_the_pair_is_taken_as_browsers_take_it(line: str, name: str, value: str) -> None:
    cookie = parse_set_cookie(line, SECURE, NOW)

    assert cookie is not None
    assert (cookie.name, cookie.value) == (name, value)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "=",
        ";Secure",
        "a=\x01",
        "a=b\x7f",
        "a\x00=b",
        "a=b; Path=/\x1f",
        f"a={'b' * MAX_COOKIE}",
        "a=b; Domain=co.uk",
        "a=b; Domain=.co.uk",
        "a=b; Domain=uk",
        "a=b; Domain=other.co.uk",
        "a=b; Domain=ample.co.uk",
        "a=b; Domain=www.example.co.uk.",
        "a=b; Domain=deep.www.example.co.uk",
        "a=b; Domain=éxample.co.uk",
        "__Host-a=b",
        "__Host-a=b; Secure; Path=/x",
        "__HOST-a=b; Secure; Path=/; Domain=example.co.uk",
        "__Secure-a=b",
        "=__Host-a=b; Secure; Path=/",
    ],
)
def test_a_line_that_breaks_a_rule_is_ignored(line: str) -> None:
    assert parse_set_cookie(line, SECURE, NOW) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a=\x01", "control characters"),
        ("=", "neither a name nor a value"),
        (f"a={'b' * MAX_COOKIE}", "larger than 4096 bytes"),
        ("a=b; Domain=other.co.uk", "may not set cookies for this domain"),
        ("__Host-a=b", "prefix of its name"),
    ],
)
def test_a_refused_line_is_told_why(line: str, reason: str) -> None:
    with pytest.raises(CookieRefusedError, match=reason):
        read_set_cookie(line, SECURE, NOW)


def test_a_secure_cookie_comes_and_goes_over_tls_only() -> None:
    assert parse_set_cookie("a=b; Secure", PLAIN, NOW) is None
    cookie = parse_set_cookie("a=b; Secure; HttpOnly; SameSite=Lax", SECURE, NOW)

    assert cookie is not None
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (True, True, "lax")
    assert cookie.goes_to(SECURE)
    assert not cookie.goes_to(PLAIN)


def test_a_cookie_without_a_domain_is_for_its_host_alone() -> None:
    own = parse_set_cookie("a=b; Path=/", SECURE, NOW)
    shared = parse_set_cookie("a=b; Path=/; Domain=.Example.CO.UK", SECURE, NOW)

    assert own is not None
    assert shared is not None
    below, beside = URL("http://x.www.example.co.uk/"), URL("http://example.co.uk/")
    assert [own.goes_to(url) for url in (PLAIN, below, beside)] == [True, False, False]
    assert [shared.goes_to(url) for url in (PLAIN, below, beside)] == [True, True, True]
    assert not shared.goes_to(URL("http://badexample.co.uk/"))


def test_a_cookie_that_a_caller_set_goes_to_its_origin_or_everywhere() -> None:
    bound = Cookie("a", "b", origin=PLAIN.origin)

    assert bound.goes_to(PLAIN)
    assert not bound.goes_to(SECURE)
    assert Cookie("a", "b").goes_to(SECURE)
    assert Cookie("a", "b", "*").goes_to(URL("http://elsewhere/"))


def test_a_public_suffix_may_set_cookies_for_itself() -> None:
    assert scope_of("github.io", URL("https://github.io/")) == ("github.io", True)
    assert scope_of("github.io", URL("https://me.github.io/")) is None
    assert scope_of("", PLAIN) == ("www.example.co.uk", True)
    assert scope_of("10.0.0.1", URL("http://10.0.0.1/")) == ("10.0.0.1", True)
    assert scope_of("0.0.1", URL("http://10.0.0.1/")) is None


def test_public_suffixes_are_those_of_the_list() -> None:
    assert {name: is_public_suffix(name) for name in SUFFIXES} == SUFFIXES
    assert public_suffixes() is public_suffixes()


def vectors() -> list[tuple[str, str | None]]:
    """Return the list's own test vectors: names, and what of each can be registered, if any."""
    text = files("publicsuffixlist").joinpath("test_psl.txt").read_text("utf-8")
    call = re.compile(r"^checkPublicSuffix\('([^'.][^']*)', (?:'([^']+)'|null)\)", re.MULTILINE)
    found = call.findall(text)
    return [(name, registrable or None) for name, registrable in found]


def on_the_wire(name: str) -> str:
    return URL(f"http://{name}/").raw_host.decode("ascii")


@pytest.mark.parametrize(("name", "registrable"), vectors())
def test_the_lists_own_vectors_decide_who_shares_cookies(
    name: str, registrable: str | None
) -> None:
    page = URL(f"http://www.{name}/")
    if registrable is None:
        assert scope_of(on_the_wire(name), page) is None
    else:
        shared = on_the_wire(registrable)
        assert scope_of(shared, page) == (shared, False)
        assert scope_of(shared.partition(".")[2], page) is None


def test_all_vectors_are_there() -> None:
    assert len(vectors()) > 70


def test_prefixes_promise_what_they_say() -> None:
    assert keeps_promise("__Host-a", "", secure=True, host_only=True, path="/")
    assert not keeps_promise("__host-a", "", secure=True, host_only=False, path="/")
    assert not keeps_promise("", "__Secure-a", secure=True, host_only=True, path="/")


def test_hosts_and_paths_match_at_their_borders() -> None:
    assert domain_matches("a.b.example", "b.example")
    assert not domain_matches("1.2.3.4", "3.4")
    assert is_address("1.2.3.4")
    assert is_address("::1")
    assert not is_address("example.org")
    assert path_matches("/a/b", "/a")
    assert path_matches("/a/b", "/a/")
    assert not path_matches("/ab", "/a")
    assert (path_of(SECURE), host_of(SECURE)) == ("/a/b", "www.example.co.uk")
    assert default_path(SECURE) == "/a"
    assert default_path(URL("http://a")) == "/"


def test_the_last_of_two_attributes_counts_and_a_long_one_is_dropped() -> None:
    assert attributes(" A=1; a=2; b; c=" + "x" * 1025) == {"a": "2", "b": ""}
    assert attributes("c=" + "é" * 513) == {}


def test_an_attribute_that_is_not_of_its_form_does_not_count() -> None:
    line = "max-age=1; max-age=x; expires=Sun, 06 Nov 1994 08:49:37 GMT; expires=; samesite=Odd"

    assert attributes(line) == {
        "max-age": "1",
        "expires": "Sun, 06 Nov 1994 08:49:37 GMT",
        "samesite": "",
    }


def test_sizes_are_in_bytes() -> None:
    assert size_of("aé\udcff") == 4


@pytest.mark.parametrize(
    ("given", "ends"),
    [
        ({}, None),
        ({"max-age": "60"}, NOW + 60),
        ({"max-age": "0"}, 0.0),
        ({"max-age": "-1"}, 0.0),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"max-age": "60", "expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, NOW + 60),
        ({"max-age": "9" * 5000}, NOW + MAX_AGE),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, NOW + MAX_AGE),
    ],
)
def test_when_a_cookie_ends(given: dict[str, str], ends: float | None) -> None:
    assert expiry(given, NOW) == ends


@pytest.mark.parametrize("text", DATES)
def test_dates_of_every_form_are_read(text: str) -> None:
    assert parse_date(text) == MOMENT


@pytest.mark.parametrize(
    ("year", "meant"), [("69", 2069), ("70", 1970), ("99", 1999), ("00", 2000), ("1601", 1601)]
)
def test_years_of_two_digits_are_of_our_times(year: str, meant: int) -> None:
    moment = datetime(meant, 11, 6, 8, 49, 37, tzinfo=UTC)

    assert parse_date(f"6 Nov {year} 08:49:37") == moment.timestamp()


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(
    st.text(max_size=200), st.sampled_from(["https://a.example/x/y", "http://[::1]/", "http://a"])
)
def test_no_line_breaks_the_reader(line: str, url: str) -> None:
    cookie = parse_set_cookie(line, URL(url), NOW)

    if cookie is not None and not cookie.secure:
        assert cookie.name + cookie.value
        assert cookie.domain == host_of(URL(url)) or not cookie.host_only


@given(st.text("0123456789:/ -janfebmrGMT,;", max_size=60))
def test_no_date_breaks_the_reader(text: str) -> None:
    parse_date(text)


def test_a_hostile_line_takes_linear_time() -> None:
    started = time.thread_time()
    parse_set_cookie("a=b;" + " ;x=;" * 20_000 + "expires=" + "1:" * 20_000, SECURE, NOW)

    assert time.thread_time() - started < 10


def test_the_repr_of_a_cookie_does_not_show_its_value() -> None:
    assert repr(Cookie("session", "s3cret", "a.example")) == "<Cookie session for a.example/>"
