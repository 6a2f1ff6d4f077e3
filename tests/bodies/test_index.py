"""What holds for every row index, whatever it is fed."""

import unicodedata
from collections.abc import Callable
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bodies.hex_index import HexIndex
from workbench.bodies.index import RowIndex
from workbench.bodies.json_index import JsonIndex
from workbench.bodies.text_index import TextIndex

from .growing import Grown, feed, plain

MAKERS: dict[str, Callable[[Grown], RowIndex]] = {
    "json": JsonIndex,
    "text": TextIndex,
    "pieces": lambda source: TextIndex(source, piece=8),
    "hex": HexIndex,
}
every_index = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)

# Mostly the characters that mean something to an index, in any order.
hostile = st.lists(
    st.one_of(
        st.sampled_from(
            [b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b"\r\n", b" ", b"1", b"ab"]
        ),
        st.sampled_from(["é", "漢", "😀", "\x1b[2J", "\u202e"]).map(str.encode),
        st.binary(max_size=6),
    ),
    max_size=60,
).map(b"".join)
cuts = st.lists(st.integers(min_value=0), max_size=20)

HOSTILE = {
    "brackets": b"[" * 100_000,
    "closers": b"]" * 100_000,
    "quote": b'"',
    "odd quotes": b'{"a": "b" "c',
    "backslashes": b'"' + b"\\" * 70_001,
    "stray backslashes": b'{\\"a\\\\"}' * 10_000,
    "invalid utf-8": b'{"\xff\xfe": "\xc3"}' * 5000,
    "digits": b'{"n": ' + b"7" * 5000 + b"}",
    "nul": b'{"a": "\x00"}\x00',
    "one string": b'{"k": "' + b"x" * 300_000 + b'", "l": 1}',
    "two long strings in a row": b'{"' + b"k" * 80_000 + b'": "' + b"v" * 200_000 + b'", "l": 1}',
    "one scalar": b"[" + b"x" * 300_000 + b", 2]",
    "colons": b":" * 300_000,
    "strings": b'"a"' * 100_000,
    "spaces": b" " * 300_000 + b"{}",
    "newlines": b"\n" * 100_000,
    "wide": "漢".encode() * 60_000,
    "escapes": b'"' + b'\\"' * 100_000 + b'",',
}


def index_of(make: Callable[[Grown], RowIndex], data: bytes, at: list[int]) -> RowIndex:
    source = Grown()
    index = make(source)
    feed(index, source, data, at)
    return index


@every_index
@given(data=hostile, at=cuts)
@settings(deadline=None)
def test_rows_do_not_depend_on_how_the_bytes_arrived(
    make: Callable[[Grown], RowIndex], data: bytes, at: list[int]
) -> None:
    whole, pieces = index_of(make, data, []), index_of(make, data, at)

    assert pieces.rows_total == whole.rows_total
    assert pieces.rows(0, 10_000) == whole.rows(0, 10_000)
    assert pieces.fed == len(data)


@every_index
@given(data=hostile)
@settings(deadline=None)
def test_there_are_as_many_rows_as_were_counted(
    make: Callable[[Grown], RowIndex], data: bytes
) -> None:
    index = index_of(make, data, list(range(len(data))))
    everything = index.rows(0, index.rows_total)

    assert len(everything) == index.rows_total
    assert [index.rows(row, 1) for row in range(index.rows_total)] == [[row] for row in everything]
    assert index.rows(index.rows_total, 5) == []
    assert index.rows(0, 0) == []


@every_index
@given(data=hostile)
@settings(deadline=None)
def test_no_row_can_act_on_a_terminal(make: Callable[[Grown], RowIndex], data: bytes) -> None:
    text = "".join(plain(index_of(make, data, []).rows(0, 10_000)))

    assert not {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@every_index
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_have_rows_from_any_place(
    make: Callable[[Grown], RowIndex], name: str
) -> None:
    data = HOSTILE[name]
    whole = index_of(make, data, [])
    pieces = index_of(make, data, list(range(0, len(data), 1009)))
    total = whole.rows_total

    assert pieces.rows_total == total
    for first in {0, 1, total // 3, total // 2, max(0, total - 50)}:
        rows = whole.rows(first, 50)
        assert len(rows) == min(50, max(0, total - first))
        assert pieces.rows(first, 50) == rows


@every_index
def test_the_number_of_rows_never_shrinks(make: Callable[[Grown], RowIndex]) -> None:
    source = Grown()
    index = make(source)
    before = 0
    for byte in b'[{}, {"a": []},\n\n"\\"x", 1]\n{"b": "\xc3\xa9"}\r\n' * 3:
        feed(index, source, bytes([byte]))
        assert index.rows_total >= before
        before = index.rows_total


@every_index
def test_rows_can_be_read_while_another_thread_feeds(make: Callable[[Grown], RowIndex]) -> None:
    data = b"".join(b'{"n": %d,\n"list": [1, "\\"", {}]}\n' % n for n in range(20_000))
    whole = index_of(make, data, [])
    source = Grown(data)
    index = make(source)

    def feed_all() -> None:
        for at in range(0, len(data), 1009):
            index.feed(data[at : at + 1009])

    feeding = Thread(target=feed_all)
    feeding.start()
    while feeding.is_alive():
        complete = index.rows_total - 1
        first = max(0, complete - 20)
        assert index.rows(first, complete - first) == whole.rows(first, complete - first)
    feeding.join()

    assert index.rows_total == whole.rows_total
