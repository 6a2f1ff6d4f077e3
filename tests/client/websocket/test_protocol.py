"""Bytes in, messages and bytes out, and what a peer cannot do to us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.websocket import BINARY, PING, PONG, TEXT, closing, frame
from workbench.client import WebSocketClosed
from workbench.client.websocket.protocol import MAX_PINGS, Protocol, check_close


def protocol(limit: int = 1000) -> Protocol:
    return Protocol(None, limit)


def unmasked(sent: bytes) -> tuple[int, bytes]:
    """Return opcode and payload of one short frame of ours."""
    mask, masked = sent[2:6], sent[6:]
    return sent[0] & 0x0F, bytes(b ^ mask[at % 4] for at, b in enumerate(masked))


def received(one: Protocol, data: bytes) -> list[str | bytes]:
    """Return the messages in some bytes."""
    one.receive(data)
    found = []
    while (message := one.next_message(0.0)) is not None:
        found.append(message)
    return found


SAID = (
    frame(TEXT, "grüß".encode())
    + frame(TEXT, "gr\u00fc".encode()[:3], fin=False)
    + frame(PING, b"1")
    + frame(0, "gr\u00fc".encode()[3:] + b"!")
    + frame(BINARY, b"", fin=False)
    + frame(0, b"x" * 300)
    + frame(BINARY)
)


@given(st.lists(st.integers(0, len(SAID)), max_size=8).map(sorted))
def test_messages_are_the_same_over_all_slices(cuts: list[int]) -> None:
    one, edges = protocol(), [0, *cuts, len(SAID)]
    found: list[str | bytes] = []
    for at in range(len(edges) - 1):
        if edges[at] < edges[at + 1]:
            found += received(one, SAID[edges[at] : edges[at + 1]])

    assert found == ["grüß", "grü!", b"x" * 300, b""]
    assert unmasked(one.take_output()) == (PONG, b"1")


def test_a_message_is_taken_from_the_buffer_only_when_it_is_asked_for() -> None:
    one = protocol()
    one.receive(frame(TEXT, b"a") + frame(PING, b"p") + frame(TEXT, b"b"))

    assert one.next_message(0.0) == "a"
    assert one.take_output() == b""
    assert one.next_message(0.0) == "b"
    assert unmasked(one.take_output()) == (PONG, b"p")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frame(TEXT, b"\xff"), 1007),
        (frame(TEXT, b"\xc3", fin=False) + frame(0, b"\x28", fin=False), 1007),
        (frame(TEXT, b"\xc3"), 1007),
        (frame(BINARY, b"x" * 1001), 1009),
        (frame(TEXT, "ä".encode() * 501), 1009),
        (frame(TEXT, b"x" * 600, fin=False) + frame(0, b"x" * 600), 1009),
        (frame(3), 1002),
        (frame(0, b"x"), 1002),
        (frame(TEXT, b"x", packed=True), 1002),
        (frame(PING, b"x" * 126), 1002),
        (frame(PING, fin=False), 1002),
        (b"\x81\x81\x00\x00\x00\x00x", 1002),
        (frame(8, b"\x03"), 1002),
        (closing(1005), 1002),
        (frame(8, b"\x03\xe8\xff"), 1007),
        (frame(PING) * (MAX_PINGS + 1), 1008),
    ],
)
def test_a_peer_that_breaks_the_rules_is_told_so_and_left(data: bytes, code: int) -> None:
    one = protocol()

    assert received(one, data) == []
    opcode, payload = unmasked(one.take_output())
    assert (opcode, int.from_bytes(payload[:2])) == (8, code)
    assert one.end is not None
    assert (one.end.code, one.end.by_peer, one.open) == (code, False, False)


def test_a_message_that_claims_to_be_huge_is_not_waited_for_beyond_the_limit() -> None:
    one = protocol()
    one.receive(b"\x82\x7f" + (1 << 40).to_bytes(8) + b"x" * 1001)

    assert one.next_message(0.0) is None
    assert one.end is not None


def test_of_many_pings_the_last_is_answered() -> None:
    one = protocol()

    received(one, b"".join(frame(PING, b"%d" % n) for n in range(500)))

    assert unmasked(one.take_output()) == (PONG, b"499")
    assert one.open


def test_pings_over_a_long_time_are_no_flood() -> None:
    one = protocol()
    for second in range(5):
        one.receive(frame(PING) * MAX_PINGS)
        one.next_message(float(second))

    assert one.open


def test_a_goodbye_is_answered_with_its_code() -> None:
    one = protocol()

    assert received(one, frame(TEXT, b"a") + closing(4001, "bye")) == ["a"]
    assert unmasked(one.take_output()) == (8, b"\x0f\xa1")
    assert one.end is not None
    assert (one.end.code, one.end.reason, one.end.by_peer) == (4001, "bye", True)
    with pytest.raises(WebSocketClosed, match="4001: bye"):
        one.message("x")
    assert one.close(1000, "") == b""


def test_our_goodbye_waits_for_the_peers() -> None:
    one = protocol()
    opcode, payload = unmasked(one.close(1000, "done"))

    assert (opcode, payload) == (8, b"\x03\xe8done")
    with pytest.raises(WebSocketClosed, match="by us"):
        one.ping(0.0)
    assert received(one, frame(TEXT, b"late") + closing(1000)) == ["late"]
    assert one.end is not None
    assert not one.end.by_peer


def test_an_end_without_a_goodbye_is_1006() -> None:
    one = protocol()

    assert received(one, frame(TEXT, b"a")) == ["a"]
    assert received(one, b"") == []
    assert one.end is not None
    assert one.end.code == 1006


def test_what_was_said_can_be_read_after_nothing_can_be_sent() -> None:
    one = protocol()
    one.receive(frame(TEXT, b"why") + closing(1011))
    one.break_off()

    with pytest.raises(WebSocketClosed, match="1006"):
        one.message("x")
    assert (one.next_message(0.0), one.next_message(0.0)) == ("why", None)
    assert one.end is not None
    assert one.end.code == 1011


def test_a_pong_tells_the_latency_of_its_ping() -> None:
    one = protocol()
    last = [unmasked(one.ping(float(at)))[1] for at in range(40)][-1]
    one.receive(frame(PONG, b"unasked") + frame(PONG, last))
    one.next_message(41.5)

    assert one.latency == 2.5


def test_a_thousand_frames_have_a_thousand_masks() -> None:
    one = protocol()

    assert len({one.message(b"same")[2:6] for _ in range(1000)}) > 995


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    one = protocol()
    one.receive(data or b"\x00")
    while one.next_message(0.0) is not None:
        pass
    one.take_output()


def test_a_close_may_say_only_what_the_rfc_allows() -> None:
    for code in (1000, 1003, 1007, 1011, 3000, 4999):
        check_close(code, "")
    for code in (0, 999, 1004, 1005, 1006, 1015, 2999, 5000):
        with pytest.raises(ValueError, match="code"):
            check_close(code, "")
    with pytest.raises(ValueError, match="123 bytes"):
        check_close(1000, "é" * 62)


def test_control_frames_are_told_as_they_pass() -> None:
    told: list[tuple[str, bytes, bool]] = []
    one = protocol()
    one.watcher = lambda kind, payload, ours: told.append((kind, payload, ours))
    one.ping(0.0)
    received(one, frame(PING, b"a") + frame(PONG, b"1"))
    one.take_output()
    received(one, closing(1001, "bye"))

    assert told == [
        ("ping", b"1", True),
        ("ping", b"a", False),
        ("pong", b"1", False),
        ("pong", b"a", True),
        ("close", b"\x03\xe9bye", False),
        ("close", b"\x03\xe9", True),
    ]

    told.clear()
    two = protocol()
    two.watcher = one.watcher
    two.close(1000, "x")
    received(two, frame(8, b""))
    assert told == [("close", b"\x03\xe8x", True), ("close", b"", False)]
