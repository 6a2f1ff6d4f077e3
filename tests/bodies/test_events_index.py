import re

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bodies import events_index
from workbench.bodies.events_index import EventsIndex
from workbench.bodies.index import Line

from .growing import Grown, feed, plain


def draw(raw: bytes) -> Line:
    return (("text", raw.strip().decode()[:20]),)


def lines_of(source: Grown) -> EventsIndex:
    return EventsIndex(source, re.compile(rb"\n+"), bytes.strip, draw)


class Stamped(Grown):
    def arrived(self, offset: int) -> float | None:
        return offset / 4


@given(
    parts=st.lists(st.sampled_from(["a", "bb", "", " "]), max_size=20),
    cuts=st.lists(st.integers(min_value=0), max_size=9),
)
@settings(deadline=None)
def test_there_is_a_row_for_each_record(parts: list[str], cuts: list[int]) -> None:
    source = Grown()
    index = lines_of(source)
    feed(index, source, "\n".join(parts).encode(), cuts)
    index.finish()

    expected = [part for part in parts if part.strip()]
    assert plain(index.rows(0, 99)) == expected
    assert index.rows_total == len(expected)
    for row in range(len(expected)):
        start, end = index.span(row)
        assert source.data[start:end].strip().decode() == expected[row]
        assert index.row_at(start) == row


def test_any_record_of_many_is_found() -> None:
    source = Grown()
    index = lines_of(source)
    feed(index, source, b"".join(b"record %d\n" % n for n in range(50_000)), [70_000, 140_001])

    assert plain(index.rows(40_000, 2)) == ["record 40000", "record 40001"]
    assert index.row_at(index.span(40_000)[0]) == 40_000


def test_a_byte_among_many_that_are_no_record_is_near_those_around_them() -> None:
    source = Grown()
    index = lines_of(source)
    data = b"one\ntwo\n" + b" \n" * 20_000 + b"three\n"
    feed(index, source, data, [9, 20_000])

    assert index.row_at(len(data) - 10) in (1, 2)


def test_an_unfinished_record_waits_for_its_end() -> None:
    source = Grown()
    index = lines_of(source)
    feed(index, source, b"one\ntw")
    assert plain(index.rows(0, 9)) == ["one"]

    index.finish()
    assert plain(index.rows(0, 9)) == ["one", "tw"]


def test_times_and_gaps_are_shown_if_they_are_known() -> None:
    source = Stamped()
    index = lines_of(source)
    feed(index, source, b"aaa\nbbbbbbb\nc\n")

    assert plain(index.rows(0, 3)) == [
        " 0.000s  +0.000s  aaa", " 1.000s  +1.000s  bbbbbbb", " 3.000s  +2.000s  c"
    ]  # fmt: skip
    assert plain(index.rows(2, 1)) == [" 3.000s  +2.000s  c"]


def test_a_record_that_never_ends_is_cut() -> None:
    source = Grown()
    index = lines_of(source)
    feed(index, source, b"x" * (3 * events_index.LONGEST))
    index.finish()

    assert index.rows_total == len(index.rows(0, 9)) == 3
