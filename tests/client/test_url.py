import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.client import URL, InvalidURL
from workbench.client.url import cached_url

from .corpora.urls import AGREED, BASE, JOINS, KEPT, REFUSED, STRICTER


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("HTTP://EXAMPLE.com:80/", "http://example.com/"),
        ("https://h:443", "https://h"),
        ("https://h:80", "https://h:80"),
        ("http://h/a/./b/../c", "http://h/a/c"),
        ("http://h/../..", "http://h/"),
        ("http://h/ä ö?ü=ß#é", "http://h/%C3%A4%20%C3%B6?%C3%BC=%C3%9F#%C3%A9"),
        ("http://h/%zz%41%e4", "http://h/%25zz%41%e4"),
        ("http://h/?a=[1]&b={x}|'", "http://h/?a=[1]&b={x}|'"),
        ("http://h/?", "http://h/?"),
        ("http://[::1]:81/", "http://[::1]:81/"),
        ("http://bücher.de/", "http://xn--bcher-kva.de/"),
        ("http://h\\x@evil/"[:8] + "/", "http://h/"),
        ("//h/x", "//h/x"),
        ("/x/./y", "/x/./y"),
        ("mailto:me@h", "mailto:me@h"),
    ],
)
def test_urls_are_normalised(text: str, normal: str) -> None:
    assert str(URL(text)) == normal
    assert URL(str(URL(text))) == URL(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("http://h:65536/", "port"),
        ("http://h:99999999999/", "port"),
        ("http://h:٣/", "port"),
        ("http://h:80a/", "port"),
        ("http://h/\r\nX: y", "control character"),
        ("http://h/\x00", "control character"),
        ("http://good\\@evil/", "backslash"),
        ("http://a b/", "not a valid name"),
        ("http://a..b/", "not a valid name"),
        ("http://" + "a" * 64 + "/", "not a valid name"),
        ("http://" + "ü" * 300 + "/", "longer than 253"),
        ("http://①②⑦.0.0.1/", "not a valid name"),
        ("http://0x7f.1/", "not an IPv4"),
        ("http://127.1/", "not an IPv4"),
        ("http://1.2.3.999/", "not an IPv4"),
        ("http://[::1", "closing bracket"),
        ("http://[::1]x", "closing bracket"),
        ("http://[zz]/", "not an IPv6"),
        ("http://h" + "x" * 70000, "longer than 65536"),
        ("a:b/c:d".replace("a:", "1:"), "first segment"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str, says: str) -> None:
    with pytest.raises(InvalidURL, match=says):
        URL(text)


@pytest.mark.parametrize(("text", "normal"), AGREED.items())
def test_urls_are_what_browsers_make_of_them(text: str, normal: str) -> None:
    assert str(URL(text)) == normal
    assert URL(normal) == URL(text)


@pytest.mark.parametrize("text", [*REFUSED, *STRICTER])
def test_urls_that_others_refuse_or_read_in_two_ways_are_refused(text: str) -> None:
    with pytest.raises(InvalidURL):
        URL(text)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_spelled_in_another_way_than_browsers_do_has_their_host(text: str) -> None:
    ours, theirs = KEPT[text]

    assert str(URL(text)) == ours
    assert URL(text).origin == URL(theirs).origin


def test_the_zone_of_a_link_local_address_stays_on_this_machine() -> None:
    url = URL("http://[FE80:0::1%25Eth-0]:81/x")

    assert url == URL("http://[fe80::1%Eth-0]:81/x")
    assert url.raw_host == b"fe80::1%Eth-0"
    assert url.netloc == b"[fe80::1]:81"
    assert str(url) == "http://[fe80::1%25Eth-0]:81/x"
    assert str(url.copy_with(port=82)) == "http://[fe80::1%25Eth-0]:82/x"
    assert url.copy_with(host=url.host) == url


def test_the_parts_of_a_url() -> None:
    url = URL("https://ada:s%40c@bücher.de:444/a%20b?x=1&y#z")

    assert (url.scheme, url.host, url.raw_host) == ("https", "bücher.de", b"xn--bcher-kva.de")
    assert (url.port, url.netloc) == (444, b"xn--bcher-kva.de:444")
    assert (url.username, url.password, url.userinfo) == ("ada", "s@c", b"ada:s%40c")
    assert (url.path, url.raw_path, url.query) == ("/a b", b"/a%20b?x=1&y", b"x=1&y")
    assert (url.fragment, dict(url.params)) == ("z", {"x": "1", "y": ""})
    assert url.origin == ("https", "xn--bcher-kva.de", 444)
    assert url.is_absolute_url
    assert URL("/x").is_relative_url


def test_the_password_is_masked_where_it_might_be_seen() -> None:
    url = URL("https://ada:s3cret@h/p?token=t0ken")

    assert repr(url) == "URL('https://ada:[secure]@h/p?token=t0ken')"
    assert url.without_secrets() == "https://h/p?…"
    assert str(url) == "https://ada:s3cret@h/p?token=t0ken"


@pytest.mark.parametrize(("reference", "meant"), JOINS.items())
def test_references_are_resolved_as_in_rfc_3986(reference: str, meant: str) -> None:
    assert str(URL(BASE).join(reference)) == meant


@pytest.mark.parametrize(
    ("base", "reference", "meant"),
    [
        ("https://a", "x", "https://a/x"),
        ("https://a", "//h:443/x", "https://h/x"),
        ("https://a/b?c", "//h:80", "https://h:80"),
        ("https://u:p@a/b", "/x", "https://u:p@a/x"),
        ("https://u:p@a/b", "//a/x", "https://a/x"),
        ("a/b", "x", "a/x"),
        ("", "x", "x"),
    ],
)
def test_references_keep_the_base_that_they_do_not_replace(
    base: str, reference: str, meant: str
) -> None:
    joined = URL(base).join(reference)

    assert joined == URL(meant)
    assert str(joined) == meant


@pytest.mark.parametrize(("base", "reference"), [("/a", "..//evil"), ("a:b", "/..//evil")])
def test_a_path_never_becomes_a_host(base: str, reference: str) -> None:
    with pytest.raises(InvalidURL, match="without a host"):
        URL(base).join(reference)


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        ({"scheme": "https"}, "https://u:p@h:81/a?b#c"),
        ({"host": "::1"}, "http://u:p@[::1]:81/a?b#c"),
        ({"port": None}, "http://u:p@h/a?b#c"),
        ({"netloc": b"x:1"}, "http://u:p@x:1/a?b#c"),
        ({"username": "ä:b", "password": "%"}, "http://%C3%A4%3Ab:%25@h:81/a?b#c"),
        ({"userinfo": None}, "http://h:81/a?b#c"),
        ({"path": "/x y?z"}, "http://u:p@h:81/x%20y%3Fz?b#c"),
        ({"raw_path": b"/x?y"}, "http://u:p@h:81/x?y#c"),
        ({"query": None, "fragment": None}, "http://u:p@h:81/a"),
        ({"params": {"q": "1 2"}}, "http://u:p@h:81/a?q=1+2#c"),
    ],
)
def test_parts_can_be_replaced(parts: dict[str, Any], result: str) -> None:
    assert str(URL("http://u:p@h:81/a?b#c").copy_with(**parts)) == result


@pytest.mark.parametrize(
    "parts",
    [{"host": "a/b"}, {"host": "a@b"}, {"path": "/\r\n"}, {"scheme": "a b"}, {"port": 70000}],
)
def test_replaced_parts_are_checked_too(parts: dict[str, Any]) -> None:
    with pytest.raises(InvalidURL):
        URL("http://h/").copy_with(**parts)


def test_a_password_with_a_slash_is_not_shown_as_a_port() -> None:
    with pytest.raises(InvalidURL, match=r"65535$"):
        URL("http://user:s3c/ret@h/")
    with pytest.raises(InvalidURL, match=r"65535: 65536$"):
        URL("http://h:65536/")


def test_unknown_parts_and_types_are_type_errors() -> None:
    with pytest.raises(TypeError, match="pth"):
        URL("http://h").copy_with(pth="/")
    with pytest.raises(TypeError, match="bytes"):
        URL(b"http://h")  # type: ignore[arg-type]  # the point


def test_parameters_can_be_changed() -> None:
    url = URL("http://h/?a=1&b=2")

    assert url.copy_set_param("a", 3) == "http://h/?a=3&b=2"
    assert url.copy_add_param("a", 3) == "http://h/?a=1&a=3&b=2"
    assert url.copy_remove_param("a") == "http://h/?b=2"
    assert url.copy_merge_params({"c": "4"}) == "http://h/?a=1&b=2&c=4"


LONG = {
    "at signs": "@" * 10**6,
    "at signs in the host": "http://" + "@" * 65000,
    "dots": "http://h/" + "../" * 20000,
    "percent signs": "http://h/" + "%" * 60000,
    "labels": "http://" + "a." * 32000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_parsing_takes_linear_time(text: str) -> None:
    started = time.thread_time()
    with suppress(InvalidURL):
        URL(text)

    assert time.thread_time() - started < 10  # quadratic time would be minutes


urlish = st.lists(
    st.sampled_from(
        ["http", "s", ":", "/", "//", "@", "?", "#", "[", "]", "::1", "%", "%25", "41", ".", "..",
         "h", "xn--", "ü", "。", "\\", "80", "443", "0x", " ", "\ud800", "\u00ad", "İ"]
    ) | st.characters(),
    max_size=12,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(urlish)
def test_any_text_is_a_url_or_refused_and_normalising_is_stable(text: str) -> None:
    for start in ("", "http:", "http://", "http://h/"):
        try:
            url = URL(start + text)
        except InvalidURL:
            continue
        again = URL(str(url))
        assert again == url
        assert str(again) == str(url)
        assert str(url).isascii()
        assert (url.raw_host + url.raw_path + url.query + url.netloc).isascii()
        assert url.copy_with() == url
        if url.raw_host:
            assert url.copy_with(scheme="https").origin[1] == url.origin[1]
        assert repr(url) + url.host + url.path + url.fragment + url.username + url.password


@settings(deadline=None)
@given(urlish, urlish)
def test_a_reference_is_joined_or_refused(base: str, reference: str) -> None:
    try:
        url, meant = URL(f"https://h/{base}"), URL(reference)
        joined = url.join(meant)
    except InvalidURL:
        return
    assert URL(str(joined)) == joined
    if not meant.scheme:
        assert joined.raw_host == (meant.raw_host or b"h")
        assert joined.scheme == "https"


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_user_and_a_password_come_back_as_they_were_set(username: str, password: str) -> None:
    try:
        url = URL("http://h/").copy_with(username=username, password=password)
    except InvalidURL:
        return
    assert (url.username, url.password) == (username, password)
    assert URL(str(url)) == url
    if password:
        assert repr(url)[:-2].endswith(":[secure]@h/")  # whatever the quotes are


def test_the_cache_gives_the_same_object() -> None:
    assert cached_url("http://h/x") is cached_url("http://h/x")
    assert hash(URL("http://h/x")) == hash(cached_url("http://h/x"))
    assert URL("http://h/x") != "http://["


def test_a_space_before_the_scheme_is_named() -> None:
    with pytest.raises(InvalidURL, match=r"^the URL starts with a space$"):
        URL(" http://h/")
