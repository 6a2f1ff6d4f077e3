from collections.abc import Iterator

from workbench.bodies import lines_index
from workbench.bodies.index import Line
from workbench.bodies.lines_index import LinesIndex, Placed, facts
from workbench.model import Bytes

from .growing import Grown, feed, plain


def made(source: Bytes) -> Iterator[Placed | Line]:
    for at in range(0, source.size, 2):
        yield Placed((("text", source.read(at, 2).decode()),), at, at + 2)


def refused(source: Bytes) -> Iterator[Line]:
    yield (("text", "a"),)
    raise ValueError("no")


def test_rows_are_made_when_all_has_come() -> None:
    source = Grown()
    index = LinesIndex(source, made)
    feed(index, source, b"abcd")
    assert plain(index.rows(0, 9)) == ["shown when it has all arrived"]

    index.finish()
    index.finish()
    assert plain(index.rows(0, 9)) == ["ab", "cd"]
    assert [index.row_at(offset) for offset in (0, 1, 2, 9)] == [0, 0, 1, 1]
    assert [index.span(row) for row in (0, 1, 2)] == [(0, 2), (2, 4), (4, 4)]


def test_a_body_that_is_not_what_it_seemed_is_not_ok() -> None:
    source = Grown(b"x")
    index = LinesIndex(source, refused)
    index.finish()

    assert not index.ok


def test_too_large_a_body_is_not_read() -> None:
    index = LinesIndex(Grown(b"x" * 11), refused, largest=10)
    index.feed(b"x" * 11)
    index.finish()

    assert index.ok
    assert "not decoded" in plain(index.rows(0, 1))[0]


def test_the_number_of_rows_is_bounded() -> None:
    index = LinesIndex(Grown(b"ab" * (lines_index.MOST_ROWS + 5)), made)
    index.feed(b"ab")
    index.finish()

    assert index.rows_total == lines_index.MOST_ROWS + 1
    assert plain(index.rows(lines_index.MOST_ROWS, 1)) == ["… only 100,000 rows are shown"]


def test_facts_stand_below_each_other_without_the_unknown() -> None:
    assert plain(list(facts(("a", 1), ("long", "x\x1b"), ("none", ""), ("null", None)))) == [
        "a     1", "long  x␛"
    ]  # fmt: skip
