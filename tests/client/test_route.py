"""What requests and connections must have in common."""

from workbench.client import Proxy, Request
from workbench.client.route import OneProxy, Route, absolute_target, route_of

PLAIN, SECURE = Request("GET", "http://h.test/a?b#c"), Request("GET", "https://h.test:444/a")


def test_without_proxy_the_origin_says_it_all() -> None:
    assert route_of(PLAIN, None) == ("http", "h.test", 80)
    named = Request("GET", "https://h.test/", extensions={"sni_hostname": b"x.test"})
    assert route_of(named, None) == Route(("https", "h.test", 443), None, "x.test")


def test_http_shares_the_way_to_a_forwarding_proxy() -> None:
    proxy = Proxy("https://p.test:3128")
    way = route_of(PLAIN, OneProxy(proxy))

    assert way == Route(("https", "p.test", 3128), proxy, forwarded=True)
    assert route_of(Request("GET", "http://other.test/"), OneProxy(proxy)) == way
    assert absolute_target(PLAIN) == b"http://h.test/a?b"
    assert absolute_target(Request("GET", "http://[::1]:8080")) == b"http://[::1]:8080/"


def test_all_else_has_a_tunnel_of_its_own() -> None:
    proxy, socks = Proxy("http://p.test"), Proxy("socks5://p.test")

    assert route_of(SECURE, OneProxy(proxy)) == Route(("https", "h.test", 444), proxy)
    assert route_of(PLAIN, OneProxy(socks)) == Route(("http", "h.test", 80), socks)
    assert route_of(PLAIN, OneProxy(proxy), tunnels=True) == Route(("http", "h.test", 80), proxy)


def test_another_proxy_object_is_another_way() -> None:
    first, second = Proxy("http://u:p@p.test"), Proxy("http://u:p@p.test")

    assert route_of(SECURE, OneProxy(first)) != route_of(SECURE, OneProxy(second))


def test_a_request_that_switches_protocols_has_connections_of_its_own() -> None:
    proxy, secure = Proxy("http://p.test"), ("https", "h.test", 444)

    assert route_of(SECURE, None, switches=True) == Route(secure, switches=True)
    assert route_of(SECURE, OneProxy(proxy), switches=True) == Route(secure, proxy, switches=True)
