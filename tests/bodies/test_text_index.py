import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bodies.safe import safe_line
from workbench.bodies.text_index import TextIndex

from .growing import Grown, feed, plain


def rows(data: bytes, piece: int = 4096) -> list[str]:
    source = Grown()
    index = TextIndex(source, piece)
    feed(index, source, data)
    return plain(index.rows(0, index.rows_total))


SHOWN = st.characters(codec="utf-8").filter(lambda char: safe_line(char) == char)


@given(st.lists(st.text(SHOWN), max_size=9))
def test_rows_are_lines(lines: list[str]) -> None:
    text = "\n".join([*lines, "end"])

    assert rows(text.encode()) == text.split("\n")


def test_a_last_newline_starts_no_row() -> None:
    assert rows(b"") == []
    assert rows(b"a\r\nb\n") == ["a", "b"]
    assert rows(b"\n\n") == ["", ""]


def test_long_lines_are_cut_between_characters() -> None:
    assert rows("abcdefg漢字é".encode(), piece=8) == ["abcdefg", "漢字é"]
    assert rows(b"x" * 17, piece=8) == ["x" * 8, "x" * 8, "x"]


def test_what_is_not_utf8_is_shown_as_unknown() -> None:
    assert rows(b"caf\xe9!") == ["caf\ufffd!"]


def test_tabs_are_spaces_and_escapes_are_visible() -> None:
    assert rows(b"\ta\x1b[2J\rb") == ["    a␛[2J␍b"]


def test_any_row_of_a_large_body_is_found() -> None:
    lines = [f"line {n} " + "é" * (n % 50) for n in range(20_000)]
    source = Grown()
    index = TextIndex(source)
    feed(index, source, "\n".join(lines).encode(), list(range(0, 2_000_000, 4099)))

    for first in (0, 1, 777, 12_345, 19_990):
        assert plain(index.rows(first, 20)) == lines[first : first + 20]


def test_a_piece_has_room_for_characters() -> None:
    with pytest.raises(ValueError, match="two characters"):
        TextIndex(Grown(), piece=7)


@given(data=st.text("ab\n漢\r", max_size=80).map(str.encode))
@settings(deadline=None)
def test_offsets_and_rows_are_found_from_each_other(data: bytes) -> None:
    source = Grown()
    index = TextIndex(source, piece=8)
    feed(index, source, data)

    covered = b""
    for row in range(index.rows_total):
        start, end = index.span(row)
        covered += data[start:end]
        assert index.row_at(start) == row
        assert index.row_at(max(start, end - 1)) == row
    assert covered == data.replace(b"\n", b"")
