import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.bodies.json_index import JsonIndex

from .growing import Grown, feed, json_rows, plain

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5)
    ),
    max_leaves=25,
)
layouts = st.sampled_from([{"indent": 2}, {"separators": (",", ":")}, {"indent": "\t"}, {}])


def pretty(value: object) -> list[str]:
    return json.dumps(value, indent=2).split("\n")


@given(value=values, layout=layouts, cuts=st.lists(st.integers(min_value=0), max_size=30))
@settings(deadline=None)
def test_rows_are_those_of_a_pretty_printer(
    value: object, layout: dict[str, Any], cuts: list[int]
) -> None:
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, json.dumps(value, **layout).encode(), cuts)

    assert plain(index.rows(0, index.rows_total)) == pretty(value)
    assert index.ok


def test_rows_of_a_large_document_are_the_same_from_any_place() -> None:
    chance = random.Random(7)
    value = [
        {"id": n, "tags": ["a\\", 'b"', {}], "x": "é" * chance.randrange(40)} for n in range(9000)
    ]
    data, expected = json.dumps(value).encode(), pretty(value)
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data, list(range(0, len(data), 4099)))

    assert index.rows_total == len(expected)
    for first in (0, 1, *chance.sample(range(len(expected)), 60), len(expected) - 3):
        assert plain(index.rows(first, 40)) == expected[first : first + 40]


def test_tokens_are_shown_as_they_were_sent() -> None:
    rows = json_rows(b'{"n":1.10,"n":1e400,"e":"\\u00e9\\/","m":NaN,"big":123456789012345678901}')

    assert rows == [
        "{",
        '  "n": 1.10,',
        '  "n": 1e400,',
        '  "e": "\\u00e9\\/",',
        '  "m": NaN,',
        '  "big": 123456789012345678901',
        "}",
    ]


def test_pieces_say_what_they_are() -> None:
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, b'{"a": [1, true, "s"]}')

    assert index.rows(1, 2) == [
        (("indent", "  "), ("key", '"a"'), ("punct", ":"), ("punct", " "), ("punct", "[")),
        (("indent", "    "), ("number", "1"), ("punct", ",")),
    ]
    assert index.rows(3, 2) == [
        (("indent", "    "), ("word", "true"), ("punct", ",")),
        (("indent", "    "), ("string", '"s"')),
    ]


def test_every_line_of_ndjson_starts_a_row() -> None:
    assert json_rows(b'{"a":1}\n{}\n[2]\n') == ["{", '  "a": 1', "}", "{}", "[", "  2", "]"]


def test_a_row_that_is_too_long_says_how_much_it_leaves_out() -> None:
    rows = json_rows(b'{"k": "' + b"x" * 100_000 + b'", "l": 1}')

    assert rows[1].startswith('  "k": "xxx')
    assert rows[1].endswith("x… 95,911 bytes more")
    assert len(rows[1]) < 4200
    assert rows[2:] == ['  "l": 1', "}"]


def test_a_long_text_is_not_cut_inside_a_character() -> None:
    row = json_rows(b'["a' + "漢".encode() * 3000 + b'"]')[1]

    assert "\ufffd" not in row


def test_what_stands_between_tokens_of_a_broken_text_stays_apart() -> None:
    assert json_rows(b"{foo bar}") == ["{", "  foo bar", "}"]


@pytest.mark.parametrize("data", [b"]", b"{]", b"[}", b'{"a": [}', b"[1]]", b"[" * 501])
def test_text_whose_brackets_cannot_be_shown_is_not_ok(data: bytes) -> None:
    for step in (1, 1000):
        source = Grown()
        index = JsonIndex(source)
        feed(index, source, data, list(range(0, len(data), step)))
        assert not index.ok


@pytest.mark.parametrize("data", [b"", b"[1, {", b'{"]": "}"}', b"[" * 500, b"{}[]", b'["\\"]"]'])
def test_text_that_is_merely_unfinished_is_ok(data: bytes) -> None:
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data, list(range(len(data))))

    assert index.ok


def test_nothing_but_space_has_no_rows() -> None:
    assert json_rows(b" \n\t ") == []


@given(value=values, layout=layouts)
@settings(deadline=None)
def test_offsets_and_rows_are_found_from_each_other(value: object, layout: dict[str, Any]) -> None:
    data = json.dumps(value, **layout).encode()
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data)

    for row in range(index.rows_total):
        start, end = index.span(row)
        assert "".join(data[start:end].decode().split()) == "".join(pretty(value)[row].split())
        assert index.row_at(start) == index.row_at(end - 1) == row


def test_rows_are_found_in_a_large_document_and_inside_a_long_string() -> None:
    data = b'[{"long": "' + b"x" * 300_000 + b'", "n": 1}' + b', {"n": [2]}' * 20_000 + b"]"
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data)

    assert index.row_at(200_000) == index.row_at(20) == 2
    assert index.span(2) == (2, data.index(b'"n"') - 1)
    for offset in (data.index(b'"n"'), data.rindex(b'"n"'), len(data) - 1):
        row = index.row_at(offset)
        assert index.span(row)[0] == offset
    assert index.row_at(len(data) * 2) == index.rows_total - 1
