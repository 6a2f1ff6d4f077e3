import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.safe import safe_line, safe_text

texts = st.text(st.characters(exclude_categories=[]))  # lone surrogates as well
dangerous = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(texts)
def test_no_line_can_act_on_a_terminal(text: str) -> None:
    left = {c for c in safe_line(text) if unicodedata.category(c) in dangerous}

    assert left == set()


@given(texts)
def test_text_keeps_only_newlines(text: str) -> None:
    left = {c for c in safe_text(text) if unicodedata.category(c) in dangerous}

    assert left <= {"\n"}


@given(texts)
def test_safe_text_stays_as_it_is(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)
    assert safe_line(safe_line(text)) == safe_line(text)


def test_every_control_and_format_character_is_shown() -> None:
    every = (chr(code) for code in range(sys.maxunicode + 1))
    missed = [
        hex(ord(c)) for c in every if unicodedata.category(c) in dangerous and safe_line(c) == c
    ]

    assert missed == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x9b31m", "\\x9b31m"),
        ("\x7f", "␡"),
        ("a\u202eb", "a\\u202eb"),
        ("\ufeff\u200b\u2028", "\\ufeff\\u200b\\u2028"),
        ("\udc80", "\\udc80"),
        ("\U000e0041", "\\U000e0041"),
        ("a\tb\r\nc\rd", "a␉b␍␊c␍d"),
    ],
)
def test_marks_in_a_line(text: str, shown: str) -> None:
    assert safe_line(text) == shown


def test_text_keeps_its_lines_and_columns() -> None:
    assert safe_text("a\tb\r\n\tc\rd\n") == "a   b\n    c␍d\n"


@pytest.mark.parametrize("text", ["plain ascii", "漢字 and é and 😀", "non-breaking\u00a0space"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert safe_line(text) == text
    assert safe_text(text) == text
