import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.formats import notations
from workbench.formats.edit import Document
from workbench.formats.edit_rows import edit_rows, rewrite_rows
from workbench.formats.rows import decode_rows
from workbench.formats.typed import Source
from workbench.model import Row, Rows

ROWS = st.lists(
    st.builds(Row, st.sampled_from("abc"), st.sampled_from("12"), st.booleans()), max_size=5
).map(tuple)
SOURCE = Source("", "a.toml")


def rows_in(text: str) -> Rows:
    return decode_rows(tomllib.loads(text).get("t", {}), SOURCE, ("t",), notations.ROWS)


@given(ROWS, ROWS)
@settings(deadline=None)
def test_rows_become_any_others(old: Rows, new: Rows) -> None:
    document = Document("# first\n\n[z]\n")
    rewrite_rows(document, ("t",), old, notations.ROWS)
    assert rows_in(document.text) == old

    edit_rows(document, ("t",), tomllib.loads(document.text).get("t"), old, new, notations.ROWS)

    assert rows_in(document.text) == new
    assert document.text.startswith("# first\n")
    assert "[z]\n" in document.text


def test_a_moved_row_in_an_inline_table_is_written_anew() -> None:
    document = Document("t = { a = '1', b = '2' }\n")

    old, new = (Row("a", "1"), Row("b", "2")), (Row("b", "2"),)

    edit_rows(document, ("t",), {"a": "1", "b": "2"}, old, new, notations.ROWS)

    assert document.text == "t = { b = '2' }\n"
