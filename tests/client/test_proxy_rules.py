"""Which proxy the environment means, by curl's rules."""

import pytest

from workbench.client import ProxyError
from workbench.client.proxy_rules import EnvironmentProxies


def chosen(origin: tuple[str, str, int], **environ: str) -> str | None:
    proxy = EnvironmentProxies(environ).proxy_for(origin)
    return None if proxy is None else str(proxy)


HTTP, HTTPS = ("http", "h.test", 80), ("https", "h.test", 443)


@pytest.mark.parametrize(
    ("origin", "environ", "expected"),
    [
        (HTTP, {}, None),
        (HTTP, {"http_proxy": "http://p:1"}, "http://p:1"),
        (HTTP, {"http_proxy": "p"}, "http://p:80"),
        (HTTP, {"HTTP_PROXY": "http://p:1"}, "http://p:1"),
        (HTTP, {"HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, None),
        (HTTP, {"http_proxy": "http://p:1", "REQUEST_METHOD": "GET"}, "http://p:1"),
        (HTTP, {"http_proxy": "http://low:1", "HTTP_PROXY": "http://up:1"}, "http://low:1"),
        (HTTP, {"http_proxy": "", "HTTP_PROXY": "http://up:1"}, "http://up:1"),
        (HTTP, {"https_proxy": "http://p:1"}, None),
        (HTTPS, {"HTTPS_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, "http://p:1"),
        (HTTPS, {"http_proxy": "http://p:1"}, None),
        (HTTPS, {"ALL_PROXY": "socks5://p"}, "socks5://p:1080"),
        (HTTP, {"all_proxy": "http://all:1", "http_proxy": "http://own:1"}, "http://own:1"),
        (HTTPS, {"https_proxy": "https://[::1]"}, "https://[::1]:443"),
    ],
)
def test_the_variable_is_chosen_by_scheme_and_case(
    origin: tuple[str, str, int], environ: dict[str, str], expected: str | None
) -> None:
    assert chosen(origin, **environ) == expected


@pytest.mark.parametrize(
    ("excepted", "host", "port", "direct"),
    [
        ("*", "any.test", 80, True),
        ("*, x", "any.test", 80, False),
        ("example.org", "example.org", 80, True),
        ("example.org", "www.example.org", 80, True),
        ("example.org", "notexample.org", 80, False),
        (".example.org", "example.org", 80, True),
        (".example.org", "a.b.example.org", 80, True),
        ("*.example.org", "a.example.org", 80, True),
        ("example.org.", "example.org", 80, True),
        ("example.org", "example.org.", 80, True),
        ("EXAMPLE.org", "example.org", 80, True),
        ("a b,c", "b", 80, True),
        ("a,,c", "b", 80, False),
        ("example.org:8080", "example.org", 8080, True),
        ("example.org:8080", "example.org", 80, False),
        ("127.0.0.1", "127.0.0.1", 80, True),
        ("0.0.1", "127.0.0.1", 80, False),
        ("10.0.0.0/8", "10.255.0.1", 80, True),
        ("10.0.0.0/8", "11.0.0.1", 80, False),
        ("10.0.0.1/8", "10.9.9.9", 80, True),
        ("10.0.0.0/8:81", "10.0.0.1", 80, False),
        ("10.0.0.0/99", "10.0.0.1", 80, False),
        ("::1", "::1", 80, True),
        ("[::1]", "::1", 80, True),
        ("[::1]:80", "::1", 80, True),
        ("[::1]:81", "::1", 80, False),
        ("fe80::/10", "fe80::1", 80, True),
        ("fe80::/10", "10.0.0.1", 80, False),
        ("", "example.org", 80, False),
    ],
)
def test_exceptions_are_names_ranges_and_ports(
    excepted: str, host: str, port: int, direct: bool
) -> None:
    found = chosen(("http", host, port), http_proxy="http://p:1", no_proxy=excepted)

    assert (found is None) is direct


def test_lower_case_exceptions_come_first() -> None:
    upper_only = chosen(HTTP, http_proxy="http://p:1", NO_PROXY="h.test")
    both = chosen(HTTP, http_proxy="http://p:1", NO_PROXY="h.test", no_proxy="other")

    assert upper_only is None
    assert both == "http://p:1"


@pytest.mark.parametrize(
    "value", ["ftp://u:secret@p", "http://", "http://p:99999", "http://u:secret@["]
)
def test_a_value_that_is_no_proxy_is_an_error_naming_the_variable(value: str) -> None:
    with pytest.raises(ProxyError, match="variable HTTPS_PROXY names no proxy: ") as caught:
        chosen(HTTPS, HTTPS_PROXY=value)
    assert "secret" not in str(caught.value)
    assert chosen(HTTP, HTTPS_PROXY=value) is None


def test_the_same_proxy_is_the_same_object() -> None:
    proxies = EnvironmentProxies({"all_proxy": "http://p:1"})

    assert proxies.proxy_for(HTTP) is proxies.proxy_for(HTTPS)
    assert proxies
    assert not EnvironmentProxies({})
