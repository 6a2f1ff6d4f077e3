"""Which way requests go, and what they say to whom."""

from typing import Any

import pytest

from workbench.client import ConnectError, Proxy, ProxyError, Request, UnsupportedProtocol
from workbench.client.dial import Reach
from workbench.client.h1_head import Head
from workbench.client.network.base import Stream
from workbench.client.peer import TLSPeer
from workbench.client.roads import (
    Roads,
    check_reply,
    check_scheme,
    may_be_http2,
    speaks_http2,
)
from workbench.client.route import OneProxy, Route

PROXY = Proxy("http://u:p@p:3128")
ORIGIN = ("http", "h", 80)
SECURE = ("https", "h", 443)
FORWARDED = Route(("http", "p", 3128), PROXY, forwarded=True)


def roads(proxy: Proxy | None = None, http1: bool = True, http2: bool = False) -> Roads:
    """Return the roads of a client."""
    return Roads(Reach(), OneProxy(proxy) if proxy is not None else None, http1, http2)


@pytest.mark.parametrize("http2", [False, True])
def test_without_a_proxy_the_way_is_the_origin(http2: bool) -> None:
    assert roads(http2=http2).destination(Request("GET", "http://h/")) == ORIGIN


def test_a_proxy_reads_what_is_plain_and_tunnels_the_rest() -> None:
    ways = roads(PROXY)

    assert ways.destination(Request("GET", "http://h/")) == FORWARDED
    assert ways.destination(Request("GET", "https://h/")) == Route(SECURE, PROXY)


def test_switching_protocols_has_a_way_of_its_own_and_takes_http1() -> None:
    request = Request("GET", "https://h/", headers={"Upgrade": "websocket"})

    assert roads(http2=True).destination(request) == Route(SECURE, switches=True)
    with pytest.raises(UnsupportedProtocol, match="switching protocols"):
        roads(http1=False, http2=True).destination(request)


def test_what_is_meant_for_a_proxy_goes_to_no_other() -> None:
    request = Request("GET", "http://h/a?b", headers={"Proxy-Authorization": "s3cret"})
    ways = roads(PROXY)

    read = ways.outgoing(request, FORWARDED).first
    tunnelled = ways.outgoing(request, Route(ORIGIN, PROXY)).first

    assert read.startswith(b"GET http://h/a?b HTTP/1.1\r\n")
    assert read.count(b"Proxy-Authorization: ") == 1
    assert tunnelled.startswith(b"GET /a?b HTTP/1.1\r\n")
    assert b"s3cret" not in tunnelled


def test_a_proxy_that_reads_is_told_who_is_asking() -> None:
    sent = roads(PROXY).outgoing(Request("GET", "http://h/"), FORWARDED).first

    assert b"Proxy-Authorization: Basic dTpw\r\n" in sent


@pytest.mark.parametrize(
    ("url", "said"), [("ftp://h/", "not 'ftp'"), ("/a", "has none"), ("http:///a", "no host")]
)
def test_other_schemes_are_refused(url: str, said: str) -> None:
    with pytest.raises(UnsupportedProtocol, match=said):
        check_scheme(Request("GET", url))
    check_scheme(Request("GET", "https://h/"))


@pytest.mark.parametrize(
    ("destination", "http1", "may"),
    [
        (SECURE, True, True),
        (ORIGIN, True, False),
        (ORIGIN, False, True),
        (FORWARDED, False, False),
        (Route(SECURE, PROXY), True, True),
        (Route(SECURE, switches=True), True, False),
    ],
)
def test_where_http2_may_be_spoken(destination: Any, http1: bool, may: bool) -> None:
    assert may_be_http2(destination, http1) is may


class Spoken(Stream):
    """A connection on which a protocol was agreed on."""

    def __init__(self, protocol: str | None) -> None:
        self.aborted = False
        self.tls = TLSPeer("TLSv1.3", None, None, protocol)

    def abort(self) -> None:
        self.aborted = True


def test_http2_is_spoken_if_tls_says_so_or_it_was_known_before() -> None:
    assert speaks_http2(Spoken("h2"), http1=True)
    assert not speaks_http2(Spoken("http/1.1"), http1=True)
    assert not speaks_http2(Stream(), http1=True)
    assert speaks_http2(Stream(), http1=False)


def test_a_connection_that_speaks_nothing_allowed_is_closed() -> None:
    stream = Spoken("http/1.1")

    with pytest.raises(ConnectError, match="does not speak HTTP/2"):
        speaks_http2(stream, http1=False)
    assert stream.aborted


def test_only_a_proxy_asks_for_proxy_credentials() -> None:
    head = Head(b"1.1", 407, b"Who?", [], 0)

    check_reply(head, ORIGIN)
    check_reply(Head(b"1.1", 200, b"OK", [], 0), FORWARDED)
    with pytest.raises(ProxyError):
        check_reply(head, FORWARDED)
