from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.bulk_rows import (
    decode_lines,
    decode_texts,
    encode_lines,
    encode_texts,
)
from workbench.model import Row

TEXT = st.one_of(
    st.text(max_size=8),
    st.text(alphabet='ab:=&"\\/#- \n{}', max_size=8),
    st.sampled_from(["// x", "- x", "# x", '"a"', "-", "https://h:80/?a=1#b", '"\\q"']),
)
ROWS = st.lists(st.builds(Row, TEXT, TEXT, st.booleans(), st.booleans(), TEXT), max_size=4).map(
    tuple
)

SAMPLE = """\
# what the next row is for
page: 1
// debug: 1
- X-Legacy
"a: b": "two\\nlines"
Location: https://h:80/?a=1#b
"""
ROWS_OF_SAMPLE = (
    Row("page", "1", description="what the next row is for"),
    Row("debug", "1", enabled=False),
    Row("X-Legacy", removed=True),
    Row("a: b", "two\nlines"),
    Row("Location", "https://h:80/?a=1#b"),
)


def test_lines_say_what_rows_say() -> None:
    assert decode_lines(SAMPLE) == ROWS_OF_SAMPLE
    assert encode_lines(ROWS_OF_SAMPLE) == SAMPLE


def test_lines_as_people_paste_them_are_rows() -> None:
    pasted = "Accept:text/html\r\n\r\n  X-Flag\n//X-Off:  1\n- \n"

    assert decode_lines(pasted) == (
        Row("Accept", "text/html"), Row("X-Flag"), Row("X-Off", "1", enabled=False),
        Row("", removed=True),
    )  # fmt: skip


def test_variables_and_queries_are_rows() -> None:
    assert decode_lines('export A=1\nB="x y"\nURL=http://h:1/?a=b\n// C = 2') == (
        Row("A", "1"), Row("B", "x y"), Row("URL", "http://h:1/?a=b"), Row("C", "2", enabled=False),
    )  # fmt: skip
    assert decode_lines("a=1&b=x%20y&b=&c=%C3%A9") == (
        Row("a", "1"), Row("b", "x y"), Row("b", ""), Row("c", "é"),
    )  # fmt: skip
    assert decode_lines("Cookie: a=1&b=2") == (Row("Cookie", "a=1&b=2"),)


@given(ROWS)
def test_rows_survive_the_way_through_lines(rows: tuple[Row, ...]) -> None:
    assert decode_lines(encode_lines(rows)) == rows


@given(st.text(max_size=60))
def test_any_text_is_rows(text: str) -> None:
    rows = decode_lines(text)

    assert decode_lines(encode_lines(rows)) == rows


@given(ROWS)
def test_rows_of_one_text_survive_the_way_through_lines(rows: tuple[Row, ...]) -> None:
    texts = tuple(Row(row.name, "", row.enabled, description=row.description) for row in rows)

    assert decode_texts(encode_texts(texts)) == texts


def test_a_check_is_a_line_as_it_is() -> None:
    text = '# must be there\njsonpath "$.a:b" == 1\n// status == 200\n'
    rows = decode_texts(text)

    assert rows == (
        Row('jsonpath "$.a:b" == 1', description="must be there"),
        Row("status == 200", enabled=False),
    )
    assert encode_texts(rows) == text
