import pytest

from workbench.bodies import row_layouts
from workbench.bodies.json_index import JsonIndex
from workbench.bodies.row_layouts import FilteredRows, FoldedRows
from workbench.bodies.text_index import TextIndex

from .growing import Grown, feed, plain


def folded(data: bytes) -> FoldedRows:
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data)
    return FoldedRows(index)


def test_a_folded_node_is_one_line() -> None:
    rows = folded(b'{"a": [1, 2], "b": {"c": 3}, "d": 4}')
    rows.fold(1, 4, 2)
    rows.fold(5, 7, 1)

    assert plain(rows.lines(0, 99)) == [
        "{", '  "a": [ 2 items ],', '  "b": { 1 key },', '  "d": 4', "}"
    ]  # fmt: skip
    assert plain(rows.lines(2, 2)) == ['  "b": { 1 key },', '  "d": 4']
    assert (rows.total, rows.row_at(3), rows.line_of(6)) == (5, 8, 2)


def test_folds_open_again() -> None:
    rows = folded(b'{"a": [1, 2]}')
    rows.fold(1, 4, 2)

    assert rows.unfold(1)
    assert not rows.unfold(1)
    assert rows.total == 6
    rows.fold(1, 4, 2)
    rows.reveal(3)
    assert rows.total == 6
    rows.fold(0, 5, 1)
    rows.unfold_all()
    assert rows.total == 6


def test_a_filter_shows_the_rows_that_are_wanted() -> None:
    source = Grown()
    index = TextIndex(source)
    feed(index, source, b"".join(b"row %d\n" % n for n in range(2000)))
    rows = FilteredRows(index, lambda text: "7" in text)

    while rows.step():
        pass
    assert not rows.behind
    assert plain(rows.lines(0, 3)) == ["row 7", "row 17", "row 27"]
    assert [rows.row_at(line) for line in (0, 1, 9999)] == [7, 17, 0]
    assert [rows.line_of(row) for row in (0, 7, 16, 17)] == [0, 0, 0, 1]

    feed(index, source, b"row 7000\n")
    assert rows.step()
    assert plain(rows.lines(rows.total - 1, 1)) == ["row 7000"]


def test_what_a_filter_keeps_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_layouts, "MOST_FOUND", 10)
    source = Grown()
    index = TextIndex(source)
    feed(index, source, b"a\n" * 5000)
    rows = FilteredRows(index, bool)
    while rows.step():
        pass

    assert rows.total == 500
