"""Lines of heads that come again are looked at once, and mean the same each time."""

import pytest

from workbench.client.errors import LocalProtocolError
from workbench.client.h1_lines import MAX_KNOWN, MAX_KNOWN_SIZE, FieldReader, LastFields

FIELDS = [(b"Host", b"h"), (b"Content-Length", b"2")]


def test_the_same_fields_are_encoded_once() -> None:
    last = LastFields()

    first = last.of(FIELDS.copy())

    assert (first.encoded, first.length) == (b"Host: h\r\nContent-Length: 2\r\n", 2)
    assert last.of(FIELDS.copy()) is first


def test_changed_fields_are_encoded_anew() -> None:
    last, fields = LastFields(), FIELDS.copy()
    last.of(fields)

    fields[1] = (b"Transfer-Encoding", b"chunked")

    assert last.of(fields).encoded == b"Host: h\r\nTransfer-Encoding: chunked\r\n"
    assert last.of(fields).chunked
    with pytest.raises(LocalProtocolError):
        last.of([(b"A", b"b\r\nC: d")])
    assert last.of(fields).chunked


def test_a_known_line_says_what_it_said_before() -> None:
    reader = FieldReader()
    lines = [b"Server: \t a b ", b"CONNECTION: close", b"Content-Length: 2"]

    first = reader.read(lines)

    assert first == (
        [(b"Server", b"a b"), (b"CONNECTION", b"close"), (b"Content-Length", b"2")],
        [(b"connection", b"close"), (b"content-length", b"2")],
    )
    assert reader.read(lines) == first


@pytest.mark.parametrize("line", [b"", b"A", b": b", b"A : b", b"A: \x00", b"A: b\n c", b" A: b"])
def test_a_line_in_doubt_is_in_doubt_each_time(line: bytes) -> None:
    reader = FieldReader()

    assert reader.read([b"A: b", line]) is None
    assert reader.read([b"A: b", line]) is None


def test_no_more_is_kept_than_is_bounded() -> None:
    reader = FieldReader()

    reader.read([b"A: %d" % number for number in range(10 * MAX_KNOWN)])
    reader.read([b"A: " + b"b" * MAX_KNOWN_SIZE, b"Set-Cookie: s3cret=1", b"set-cookie: s3cret=2"])

    assert len(reader._known) <= MAX_KNOWN
    assert not [line for line in reader._known if len(line) > MAX_KNOWN_SIZE or b"s3cret" in line]
