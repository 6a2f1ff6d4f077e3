"""HTTP/2's header lists and one connection's state; what peers do is elsewhere."""

from workbench.client import Request
from workbench.client.http2 import Wire, code_name, header_list, one_line, response_head


def test_what_concerns_one_hop_only_is_left_out() -> None:
    headers = [("Connection", "x"), ("TE", "gzip"), ("Upgrade", "y"), ("X-A", " b"), ("Host", "o")]
    request = Request("GET", "https://h.test/a?b", headers=headers)

    assert header_list(request) == [
        (b":method", b"GET"),
        (b":authority", b"o"),
        (b":scheme", b"https"),
        (b":path", b"/a?b"),
        (b"x-a", b"b"),
    ]


def test_a_head_has_a_status_and_no_reason() -> None:
    head = response_head([(b":status", b"204"), (b"a", b"b")])

    assert (head.version, head.status, head.reason, head.headers) == (
        b"2",
        204,
        b"",
        [(b"a", b"b")],
    )


def test_a_stream_that_is_given_up_is_reset_once() -> None:
    wire = Wire()
    exchange = wire.open(Request("GET", "https://h.test/"), has_body=False)
    wire.outgoing()
    wire.close(exchange)
    wire.close(exchange)

    assert wire.outgoing() == b"\x00\x00\x04\x03\x00\x00\x00\x00\x01" + b"\x00\x00\x00\x08"
    assert not wire.streams


def test_an_error_of_h2_is_one_line_without_the_peers_control_characters() -> None:
    assert one_line(ValueError("Illegal '\n' in '\x1b]0;evil\x07'")) == (
        "Illegal '\\n' in '\\x1b]0;evil\\x07'"
    )
    assert len(one_line(ValueError("x" * 70_000))) == 120


def test_a_code_is_named_in_words() -> None:
    assert code_name(99) == "99"
