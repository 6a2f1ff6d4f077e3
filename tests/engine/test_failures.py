import errno
import ssl

import pytest

from workbench import client
from workbench.engine.failures import failure_of

LIMITS = client.Timeout(connect=1, read=2, write=3, pool=4, total=5)


def failed(error: Exception, url: str = "http://shop.test/x") -> tuple[str, str]:
    failure = failure_of(error, url, LIMITS)
    return failure.kind, str(failure.problem)


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind", "what", "hint"),
    [
        (
            client.ConnectTimeout("x"),
            "timeout",
            "no connection to shop.test:80 within 1 s",
            "raise options.connect_timeout, or check the server",
        ),
        (
            client.ReadTimeout("x"),
            "timeout",
            "nothing from shop.test:80 for 2 s",
            "raise options.read_timeout, or check the server",
        ),
        (
            client.WriteTimeout("x"),
            "timeout",
            "shop.test:80 took nothing for 3 s",
            "raise options.write_timeout, or check the server",
        ),
        (
            client.PoolTimeout("x"),
            "timeout",
            "no free connection within 4 s",
            "raise options.pool_timeout, or check the server",
        ),
        (
            client.NameResolutionError("x"),
            "dns",
            'no address found for "shop.test"',
            "check the name, or the network",
        ),
        (
            caused(client.ConnectError("x"), ConnectionRefusedError(errno.ECONNREFUSED, "x")),
            "connect",
            "shop.test:80 refused the connection",
            "is the server running?",
        ),
        (
            caused(client.ConnectError("x"), OSError(errno.EHOSTUNREACH, "x")),
            "connect",
            "no connection to shop.test:80: no route to host",
            "check the address, the network, and a proxy on the way",
        ),
        (client.ConnectError("odd"), "connect", "no connection to shop.test:80: odd", ""),
        (client.TLSError("odd"), "tls", "TLS failed with shop.test:80: odd", ""),
        (
            client.ReadError("reset"),
            "connect",
            "the connection to shop.test:80 broke: reset",
            "send it again, or look into the server's log; where TLS is spoken, https:// is needed",
        ),
        (
            client.ReadError("the connection broke while the response was read"),
            "connect",
            "the connection to shop.test:80 broke while the response was read",
            "send it again, or look into the server's log; where TLS is spoken, https:// is needed",
        ),
        (client.LocalProtocolError("bad header"), "unsent", "cannot be sent: bad header", ""),
        (
            client.RemoteProtocolError("no status"),
            "protocol",
            "shop.test:80 broke the rules of HTTP: no status",
            "",
        ),
        (
            client.RemoteProtocolError("the connection was closed in mid-body, 9 bytes"),
            "protocol",
            "shop.test:80 broke the rules of HTTP: the connection was closed in mid-body, 9 bytes",
            "what came until then is kept; send it again for the rest",
        ),
        (
            client.RemoteProtocolError("the response is not HTTP: it starts with b'x'"),
            "protocol",
            "shop.test:80 broke the rules of HTTP: the response is not HTTP: it starts with b'x'",
            "does an HTTP server listen on this port?",
        ),
        (
            client.DecodingError("the body is not valid gzip"),
            "body",
            "the body cannot be decoded: it is not valid gzip",
            'the header "Accept-Encoding: identity" asks for it as it is',
        ),
        (client.InvalidURL("no host"), "url", 'cannot send to "http://shop.test/x": no host', ""),
        (OSError("odd\n thing"), "connect", "shop.test:80: odd thing", ""),
    ],
)
def test_each_error_is_one_clear_line(error: Exception, kind: str, what: str, hint: str) -> None:
    assert failed(error) == (kind, f"{what}\nhint: {hint}" if hint else what)


def test_a_certificate_that_is_not_trusted_is_told_with_the_reason() -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message = "self-signed certificate"
    error = caused(client.TLSError("x"), cause)

    kind, text = failed(error, "https://shop.test")

    assert kind == "tls"
    assert text.startswith("TLS failed: shop.test:443 is not trusted: self-signed certificate\n")


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (10, "its certificate is over: renew it, or check the clock of this machine"),
        (62, "its certificate is for other names: check the host in the URL"),
        (18, "no authority this system knows has signed its certificate;"),
    ],
)
def test_what_is_wrong_with_a_certificate_decides_what_may_help(code: int, hint: str) -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message, cause.verify_code = "wrong", code

    text = failed(caused(client.TLSError("x"), cause), "https://shop.test")[1]

    assert f"\nhint: {hint}" in text


def test_a_connection_with_tls_that_broke_is_not_told_to_use_it() -> None:
    assert "https://" not in failed(client.ReadError("reset"), "https://shop.test")[1]


def test_the_reason_is_found_among_several_addresses() -> None:
    refused = ConnectionRefusedError(errno.ECONNREFUSED, "x")
    error = caused(client.ConnectError("x"), ExceptionGroup("tried", [refused, refused]))

    assert failed(error)[1].startswith("shop.test:80 refused the connection")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://[::1]:81/x", "[::1]:81"),
        ("https://ada:pw@shop.test/", "shop.test:443"),
        ("http://shop.test:99999/", "http://shop.test:99999/"),
    ],
)
def test_a_place_is_a_host_and_a_port(url: str, place: str) -> None:
    assert failed(client.ReadTimeout("x"), url)[1].startswith(f"nothing from {place} for 2 s")
