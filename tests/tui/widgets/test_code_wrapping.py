"""The quick answers are those that Textual gives."""

import random
from time import thread_time

import pytest
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from workbench.tui.widgets.code_document import CodeDocument
from workbench.tui.widgets.code_wrapping import CodeWrapping

PIECES = ("a", "bc de ", "\n", "\n\n", "漢字", "x" * 30, " y" * 20, "é", "", "🙂", "\t")


def compare(code: CodeWrapping, usual: WrappedDocument) -> None:
    assert [code.row(y) for y in range(code.height)] == usual._offset_to_line_info
    assert code.height == usual.height
    for row, line in enumerate(usual.document.lines):
        assert code.get_offsets(row) == usual.get_offsets(row)
        assert code.get_sections(row) == usual.get_sections(row)
        assert code.get_tab_widths(row) == usual.get_tab_widths(row)
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
        compare(wrapping, reference)


def test_edits_that_nobody_told_of_are_seen_when_all_is_wrapped() -> None:
    document = CodeDocument("a\nb")
    wrapping = CodeWrapping(document, 10)
    document.replace_range((0, 0), (0, 0), "word " * 4 + "\n")
    wrapping.wrap(10)

    assert wrapping.lines == [["word word ", "word word "], ["a"], ["b"]]
    assert wrapping.wrapped
    wrapping.wrap(40)
    assert not wrapping.wrapped


@pytest.mark.parametrize(
    "line",
    ['  "key": [1, 2.5, true, null, "text \\n {{place}}"],', "\t\t漢字 and 漢字 " * 5, "é " * 60],
)
def test_a_megabyte_is_wrapped_in_time(line: str) -> None:
    document = CodeDocument(f"{line}\n" * (1_000_000 // len(line.encode())))
    wrapping = CodeWrapping(document, 100)

    began = thread_time()
    wrapping.wrap(30)
    assert thread_time() - began < 10  # 0.03 s on an idle machine
    assert wrapping.height > document.line_count
