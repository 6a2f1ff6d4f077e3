"""The quick answers are those that Textual gives."""

import random

import pytest
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from workbench.tui.widgets.code_document import (
    LONGEST_WRAPPED_AT_WORDS,
    CodeDocument,
    CodeWrapping,
    tabs_expanded,
)

PIECES = ("a", "bc de ", "\n", "\n\n", "漢字", "x" * 30, " y" * 20, "é", "", "🙂")


def compare(code: CodeWrapping, usual: WrappedDocument) -> None:
    assert code._wrap_offsets == usual._wrap_offsets
    assert code._offset_to_line_info == usual._offset_to_line_info
    assert code._line_index_to_offsets == usual._line_index_to_offsets
    assert code.height == usual.height
    for row, line in enumerate(usual.document.lines):
        assert code.get_sections(row) == usual.get_sections(row)
        for column in range(0, len(line) + 1, 7):
            offset = usual.location_to_offset((row, column))
            assert code.location_to_offset((row, column)) == offset
            assert code.offset_to_location(offset) == usual.offset_to_location(offset)
    assert code.offset_to_location(Offset(3, 999)) == usual.offset_to_location(Offset(3, 999))


@pytest.mark.parametrize("width", [0, 7, 20, 80])
def test_wrapping_is_textuals_whatever_is_edited(width: int) -> None:
    chance = random.Random(width)
    text = "".join(chance.choice(PIECES) for _ in range(60))
    code, usual = CodeDocument(text), Document(text)
    wrapping, reference = CodeWrapping(code, width), WrappedDocument(usual, width)
    compare(wrapping, reference)
    for _ in range(60):
        ends = []
        for _ in range(2):
            row = chance.randrange(usual.line_count)
            ends.append((row, chance.randint(0, len(usual.get_line(row)))))
        top, bottom = sorted(ends)
        if bottom[0] - top[0] > 3:
            bottom = top
        typed = chance.choice(PIECES)
        result = code.replace_range(top, bottom, typed)
        assert usual.replace_range(top, bottom, typed) == result
        wrapping.wrap_range(top, bottom, result.end_location)
        reference.wrap_range(top, bottom, result.end_location)

        assert code.text == usual.text
        assert code.get_size(4) == usual.get_size(4)
        compare(wrapping, reference)


def test_a_very_long_line_is_cut_where_it_is_full() -> None:
    line = "ab " * LONGEST_WRAPPED_AT_WORDS
    document = CodeDocument(line)
    wrapping = CodeWrapping(document, 100)

    assert {len(section) for section in wrapping.get_sections(0)} == {100}
    assert "".join(wrapping.get_sections(0)) == line
    assert wrapping.location_to_offset((0, 1234)) == Offset(34, 12)
    assert wrapping.offset_to_location(Offset(34, 12)) == (0, 1234)


@pytest.mark.parametrize("text", ["a\r\nb\r\n", "a\rb", "a\n", ""])
def test_the_text_comes_back_as_it_was(text: str) -> None:
    assert CodeDocument(text).text == text


def test_tabs_become_spaces_up_to_the_next_stop() -> None:
    assert tabs_expanded("ab", 4) == ("ab", None)
    assert tabs_expanded("a\tb\t", 4) == ("a   b   ", [0, 1, 4, 5, 8])
