"""The scanner sees every key that `tomllib` sees, with the same value."""

import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.formats.layout import LongKeyError, NotTomlError, entries, line_of, scan, sections

from .odd_files import SPECS, odd_files

TEXT = """\
a = 1
b.c = "x" # c
[t]
d = { e = [1, { f = 2 }], "g h".i = 1979-05-27 07:32:00 }
text = '''
[not.a.header]
'''
[[list]]
k = 1.5
[list.inner]
k = [
  "a", # one
  "b",
]
"""


def test_every_entry_has_its_path_and_its_value() -> None:
    found = {entry.path: TEXT[entry.value.start : entry.value.end] for entry in entries(TEXT)}

    assert found["a",] == "1"
    assert found["b", "c"] == '"x"'
    assert found["t", "d", "e", "f"] == "2"
    assert found["t", "d", "g h", "i"] == "1979-05-27 07:32:00"
    assert found["list", "inner", "k"] == '[\n  "a", # one\n  "b",\n]'
    assert [section.path for section in sections(TEXT)] == [
        (),
        ("t",),
        ("list",),
        ("list", "inner"),
    ]
    assert [section.in_array for section in sections(TEXT)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b", "c"), 2),
        (("t",), 3),
        (("t", "text"), 5),
        (("t", "d", "e", "f"), 4),
        (("t", "missing"), 3),
        (("list", "inner", "k"), 11),
        (("b",), 2),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_a_key_or_what_is_nearest_to_it_has_a_line(path: tuple[str, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


@pytest.mark.parametrize(("item", "line"), [(None, 2), (0, 3), (1, 5), (2, 6), (9, 2)])
def test_an_item_of_a_list_has_a_line(item: int | None, line: int) -> None:
    text = "[t]\na = [\n  1,\n  # two\n  2,\n  { b = 3 },\n]\n"

    assert line_of(text, ("t", "a"), item) == line


def test_a_byte_order_mark_does_not_count() -> None:
    assert line_of("\ufeff# first\na = 1\n", ("a",)) == 2


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_scanner_agrees_with_the_parser(data: st.DataObject) -> None:
    text = data.draw(odd_files(data.draw(SPECS))).text.removeprefix("\ufeff")
    parsed = tomllib.loads(text)
    for section in sections(text):
        for entry in () if section.in_array else section.entries:
            value: Any = parsed
            for part in entry.path:
                value = value[part]
            assert tomllib.loads(f"v = {text[entry.value.start : entry.value.end]}")["v"] == value


@given(st.text(st.sampled_from("ab=[]{}.,\"'#\n\r\\ 1"), max_size=30))
@settings(deadline=None)
def test_scanning_any_text_ends_in_one_of_three_ways(text: str) -> None:
    try:
        list(scan(text))
    except (NotTomlError, LongKeyError, tomllib.TOMLDecodeError):
        return
