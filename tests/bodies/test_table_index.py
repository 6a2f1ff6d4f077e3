import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bodies.table_index import WIDEST, TableIndex, width_of

from .growing import Grown, feed, plain

tables = st.lists(
    st.lists(st.text('a1,"\n é', min_size=1, max_size=6), min_size=2, max_size=3),
    min_size=1, max_size=12,
)  # fmt: skip


def indexed(data: bytes, cuts: list[int] | None = None) -> tuple[TableIndex, Grown]:
    source = Grown()
    index = TableIndex(source, ",")
    feed(index, source, data, cuts)
    return index, source


@given(table=tables, cuts=st.lists(st.integers(min_value=0), max_size=8))
@settings(deadline=None)
def test_records_are_those_of_a_csv_reader(table: list[list[str]], cuts: list[int]) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(table)
    data = file.getvalue().encode()
    index, _ = indexed(data, cuts)

    assert index.rows_total == len(table)
    for row, record in enumerate(table):
        start, end = index.span(row)
        assert next(csv.reader(io.StringIO(data[start:end].decode(), newline=""))) == record
        assert index.row_at(start) == index.row_at(max(start, end - 1)) == row
    assert len(index.rows(0, 99)) == len(table)


def test_any_row_of_a_large_table_is_found() -> None:
    data = b"id,text\n" + b"".join(b'%d,"a ""b""\nc"\n' % n for n in range(30_000))
    index, _ = indexed(data, list(range(0, len(data), 5000)))

    assert index.rows_total == 30_001
    assert plain(index.rows(20_000, 2)) == [
        "19999 │ a \"b\"␊c", "20000 │ a \"b\"␊c"
    ]  # fmt: skip


def test_wide_cells_are_cut_and_wide_characters_count_twice() -> None:
    index, _ = indexed("漢字,b\nx,{}\n".format("y" * 99).encode())

    rows = plain(index.rows(0, 2))
    assert rows[0].startswith("漢字 │ b")
    assert rows[1] == f"x    │ {'y' * (WIDEST - 1)}…"
    assert [width_of(row) for row in rows] == [47, 47]


def test_a_cell_that_never_ends_is_cut() -> None:
    data = b'a,b\n"' + b"x" * 3_000_000
    index, _ = indexed(data)

    assert index.rows_total == len(index.rows(0, 99)) <= 5


@pytest.mark.parametrize(("data", "total"), [(b"", 0), (b"a", 1), (b"a\n", 1), (b"a\r\nb\r\n", 2)])
def test_the_last_record_may_lack_its_end(data: bytes, total: int) -> None:
    assert indexed(data)[0].rows_total == total
