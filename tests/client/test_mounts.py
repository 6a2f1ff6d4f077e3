"""Which pattern a URL fits, and which of several wins."""

import pytest

from workbench.client import URL
from workbench.client.mounts import Mounts, URLPattern


@pytest.mark.parametrize(
    ("pattern", "url", "fits"),
    [
        ("", "http://a.org", True),
        ("all://", "http://a.org", True),
        ("http://", "http://a.org", True),
        ("http://", "https://a.org", False),
        ("all://*", "https://a.org", True),
        ("all://a.org", "https://a.org:81/x", True),
        ("all://A.org/", "https://a.org", True),
        ("all://a.org", "https://b.a.org", False),
        ("all://*.a.org", "https://b.a.org", True),
        ("all://*.a.org", "https://a.org", False),
        ("all://*a.org", "https://a.org", True),
        ("all://*a.org", "https://c.b.a.org", True),
        ("all://*a.org", "https://ba.org", False),
        ("all://*:8080", "http://a.org:8080", True),
        ("all://*:8080", "http://a.org", False),
        ("all://*:80", "http://a.org", True),
        ("http://a.org:80", "http://a.org:8080", False),
        ("all://[::1]", "http://[::1]:99/", True),
        ("all://[::1]", "http://127.0.0.1/", False),
    ],
)
def test_a_pattern_is_a_scheme_a_host_and_a_port(pattern: str, url: str, fits: bool) -> None:
    assert URLPattern(pattern).matches(URL(url)) is fits


@pytest.mark.parametrize("pattern", ["http", "a.org", "http:a", "all://a/path", "x"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        URLPattern(pattern)


def test_the_most_specific_pattern_wins() -> None:
    patterns = ["all://", "all://*:80", "http://", "all://a.org", "http://a.org", "http://a.org:80"]
    mounts = Mounts({pattern: pattern for pattern in patterns})

    assert mounts.find(URL("http://a.org"), "") == "http://a.org:80"
    assert mounts.find(URL("http://a.org:1"), "") == "http://a.org"
    assert mounts.find(URL("https://a.org:1"), "") == "all://a.org"
    assert mounts.find(URL("http://b.org"), "") == "all://*:80"
    assert mounts.find(URL("http://b.org:1"), "") == "http://"
    assert mounts.find(URL("https://b.org"), "") == "all://"


def test_none_stands_for_the_default() -> None:
    mounts = Mounts({"all://": "other", "all://a.org": None})

    assert mounts.find(URL("http://a.org"), "default") == "default"
    assert mounts.find(URL("http://b.org"), "default") == "other"
    assert mounts.transports() == ["other"]
    assert not Mounts({})
