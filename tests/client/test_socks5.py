"""SOCKS5, byte by byte."""

import pytest

from workbench.client import Proxy, ProxyError
from workbench.client.socks5 import handshake

OPEN, LOCKED = Proxy("socks5://p"), Proxy("socks5://user:pw@p")


def spoken(proxy: Proxy, host: str, *replies: bytes) -> list[bytes]:
    """Return what is sent, given the replies."""
    steps = handshake(proxy, host, 443)
    data, _ = next(steps)
    sent = [data]
    for reply in replies:
        try:
            data, count = steps.send(reply)
        except StopIteration:
            return sent
        assert count > 0
        sent.append(data)
    raise AssertionError("the handshake wants more")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("h.test", b"\x03\x06h.test"),
        ("1.2.3.4", b"\x01\x01\x02\x03\x04"),
        ("::1", b"\x04" + bytes(15) + b"\x01"),
    ],
)
def test_a_host_goes_as_address_or_as_name(host: str, address: bytes) -> None:
    sent = spoken(OPEN, host, b"\x05\x00", b"\x05\x00\x00\x01", bytes(6))

    assert sent == [b"\x05\x01\x00", b"\x05\x01\x00" + address + b"\x01\xbb", b""]


def test_credentials_are_told_only_if_asked_for() -> None:
    tail = (b"\x05\x00\x00\x04", bytes(18))

    assert b"\x01\x04user\x02pw" in spoken(LOCKED, "h", b"\x05\x02", b"\x01\x00", *tail)
    assert not any(b"pw" in data for data in spoken(LOCKED, "h", b"\x05\x00", *tail))


@pytest.mark.parametrize(
    ("proxy", "replies", "message"),
    [
        (OPEN, [b"HT"], "does not speak SOCKS5"),
        (OPEN, [b"\x05\xff"], "wants a user name"),
        (OPEN, [b"\x05\x02"], "wants a user name"),
        (LOCKED, [b"\x05\xff"], "supports no login"),
        (LOCKED, [b"\x05\x02", b"\x01\x01"], "does not accept"),
        (OPEN, [b"\x05\x00", b"\x04\x00\x00\x01"], "does not speak SOCKS5"),
        (OPEN, [b"\x05\x00", b"\x05\x02\x00\x01"], "h port 443: its rules do not allow it"),
        (OPEN, [b"\x05\x00", b"\x05\x63\x00\x01"], "its reply is 99"),
        (OPEN, [b"\x05\x00", b"\x05\x00\x00\x07"], "as it should"),
        (Proxy("socks5://u@p", auth=None), [b"\x05\x02", b"\x01\x01"], "does not accept"),
        (Proxy("socks5://p", auth=("u" * 256, "")), [b"\x05\x02"], "255 bytes"),
    ],
)
def test_refusals_are_proxy_errors(proxy: Proxy, replies: list[bytes], message: str) -> None:
    with pytest.raises(ProxyError, match=message):
        spoken(proxy, "h", *replies)


def test_a_name_too_long_is_refused() -> None:
    with pytest.raises(ProxyError, match="too long"):
        spoken(OPEN, "h" * 256, b"\x05\x00")
