"""A proxy's settings and CONNECT, as bytes."""

import pytest

from workbench.client import LocalProtocolError, Proxy, ProxyError
from workbench.client.proxy import ConnectReply, connect_request, proxy_of


def test_credentials_come_from_the_url_or_apart_and_are_never_shown() -> None:
    proxy = Proxy("http://us%40er:p%3Aw@p.test:3128")

    assert proxy.auth == ("us@er", "p:w")
    assert proxy.raw_auth == (b"us@er", b"p:w")
    assert str(proxy.url) == "http://p.test:3128"
    assert str(proxy) == "http://p.test:3128"
    assert repr(proxy) == "Proxy('http://p.test:3128', auth=('us@er', '[secure]'))"
    assert (
        repr(Proxy("http://p", headers={"A": "b"}))
        == "Proxy('http://p', headers=Headers({'a': 'b'}))"
    )


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://p", ("p", 80)),
        ("https://p", ("p", 443)),
        ("socks5://p", ("p", 1080)),
        ("socks5h://[::1]:9", ("::1", 9)),
    ],
)
def test_each_scheme_has_its_port(url: str, address: tuple[str, int]) -> None:
    assert Proxy(url).address == address


@pytest.mark.parametrize("url", ["ftp://p", "p", "socks4://p", "http://"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="prox"):
        Proxy(url)


def test_a_proxy_stays_the_one_it_is() -> None:
    proxy = Proxy("http://p")

    assert proxy_of(proxy) is proxy
    assert proxy_of("http://p").url == proxy.url


def test_connect_names_host_and_port_and_says_who_is_asking() -> None:
    proxy = Proxy("http://u:p@p", headers={"X": "y", "Proxy-Authorization": "other"})

    assert connect_request(proxy, "::1", 443) == (
        b"CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nAccept: */*\r\nX: y\r\n"
        b"Proxy-Authorization: Basic dTpw\r\n\r\n"
    )


def test_a_header_for_the_proxy_cannot_bring_another_along() -> None:
    with pytest.raises(LocalProtocolError, match="'X' has a line break"):
        connect_request(Proxy("http://p", headers={"X": "y\r\nZ: 1"}), "h", 443)


def test_a_reply_may_come_in_pieces() -> None:
    reply = ConnectReply(Proxy("http://p"))

    assert not reply.take(b"HTTP/1.1 200 Connection")
    assert reply.take(b" established\r\n\r\n")


@pytest.mark.parametrize(
    "data", [b"HTTP/1.1 200 OK\r\n\r\nx", b"HTTP/1.1 302 Found\r\n\r\n", b"x", b""]
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ProxyError):
        ConnectReply(Proxy("http://p")).take(data)
