import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.write import Lines, document, dotted, key, section, string, value

TEXTS = st.text(
    st.one_of(st.sampled_from("'\"\\\n\r\t\0 a#="), st.characters(exclude_categories=["Cs"]))
)


@given(TEXTS, st.sampled_from(["", '"', "'", '"""\n', "'''\n", "'''x", "1", "true"]))
@settings(deadline=None)
def test_any_text_reads_back_in_any_style(text: str, old: str) -> None:
    assert tomllib.loads(f"v = {string(text, old)}")["v"] == text
    assert tomllib.loads(f"v = {string(text, old, chr(13) + chr(10))}")["v"] == text
    assert tomllib.loads(f"{key(text)} = 1") == {text: 1}


@pytest.mark.parametrize(
    ("text", "old", "written"),
    [
        ("a", "", '"a"'),
        ("a", "'b'", "'a'"),
        ("it's", "'b'", '"it\'s"'),
        ('{"a": 1}', "", "'{\"a\": 1}'"),
        ('{"a": 1}', '"b"', '"{\\"a\\": 1}"'),
        ("a\nb\n", "", "'''\na\nb\n'''"),
        ("a\nb", "'''x'''", "'''a\nb'''"),
        ("a", "'''\nx'''", "'''\na'''"),
        ("a\n'''", "", '"""\na\n\'\'\'"""'),
        ("a\n\\", '"""\nb"""', '"""\na\n\\\\"""'),
        ("tab\t\x1b", "", '"tab\t\\u001b"'),
        ("a\r\n", '"""\nb"""', '"a\\r\\n"'),
    ],
)
def test_strings_are_written_as_a_person_would(text: str, old: str, written: str) -> None:
    assert string(text, old) == written


@pytest.mark.parametrize(
    ("plain", "old", "written"),
    [
        ("2", "1", "2"),
        ("02", "1", '"02"'),
        ("2.5", "1.5", "2.5"),
        ("false", "true", "false"),
        ("2", '"1"', '"2"'),
        (30.0, "", "30"),
        (30.0, "1.5", "30.0"),
        (True, "", "true"),
        ([], "", "[]"),
        (["a", {"value": "b"}], "", '["a", { value = "b" }]'),
        (["x" * 50] * 2, "", f'[\n  "{"x" * 50}",\n  "{"x" * 50}",\n]'),
        ({}, "", "{}"),
        (Lines(["a"]), "", '[\n  "a",\n]'),
    ],
)
def test_values_are_written_as_a_person_would(plain: Any, old: str, written: str) -> None:
    assert value(plain, old, loose=True) == written


def test_a_text_gets_quotes_where_types_count() -> None:
    assert value("2", "1") == '"2"'


def test_what_toml_cannot_hold_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="surrogate"):
        string("\udc80")
    with pytest.raises(WorkbenchError, match="surrogate"):
        key("\udc80")
    with pytest.raises(TypeError):
        value(None)


def test_a_document_has_its_values_first_and_no_empty_tables() -> None:
    sections = {("a",): {"k": 1}, ("b",): {}, ("c", "d e"): {"k": "v"}, ("l",): [{"n": 1}]}

    assert document({"x": 1}, sections) == (
        'x = 1\n\n[a]\nk = 1\n\n[c."d e"]\nk = "v"\n\n[[l]]\nn = 1\n'
    )
    assert document({}, {}) == ""
    assert section(("a",), {}) == []
    assert dotted(("a", "", "b.c")) == 'a.""."b.c"'
