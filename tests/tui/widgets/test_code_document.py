import random
from time import thread_time

import pytest
from textual.document._document import Document

from workbench.tui.widgets.code_document import CodeDocument

TEXTS = ["a\r\nb\r\n", "a\rb", "a\n", "", "\n", "a\r\nb\nc\rd", "a\u2028b\x0cc\x85d\n\x1ce", "\r\n"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_comes_back_as_it_was(text: str) -> None:
    assert CodeDocument(text).text == text


@pytest.mark.parametrize("text", TEXTS)
def test_an_edit_changes_nothing_else(text: str) -> None:
    document = CodeDocument(text)
    document.replace_range((0, 0), (0, 0), "x")
    assert document.text == f"x{text}"

    document.replace_range((0, 0), (0, 1), "")
    assert document.text == text


def test_what_is_put_in_has_the_ends_of_lines_of_the_text() -> None:
    document = CodeDocument("a\r\nb")
    result = document.replace_range((0, 1), (1, 0), "1\n2\r\n3\r4\u20285")

    assert document.text == "a1\r\n2\r\n3\r\n4\u20285b"
    assert result.end_location == (3, 3)
    assert result.replaced_text == "\r\n"


def test_edits_and_sizes_are_those_of_textual() -> None:
    chance = random.Random(3)
    code, usual = CodeDocument("a\nb\nc"), Document("a\nb\nc")
    for _ in range(200):
        rows = sorted(chance.randrange(usual.line_count + 1) for _ in range(2))
        top, bottom = [
            (row, chance.randint(0, len(usual[row]) if row < usual.line_count else 0))
            for row in rows
        ]
        if top > bottom or (top[0] >= usual.line_count and top != bottom):
            continue
        typed = chance.choice(("", "漢", "\n", "ab\n\ncd", "é"))
        assert code.get_text_range(top, bottom) == usual.get_text_range(top, bottom)
        assert code.replace_range(top, bottom, typed) == usual.replace_range(top, bottom, typed)
        assert (code.lines, code.text) == (usual.lines, usual.text)
        assert code.get_size(4) == usual.get_size(4)
    assert code.line_count > 1


def test_a_megabyte_is_taken_in_and_measured_in_time() -> None:
    text = '  "key": [1, 2.5, true, null, "text"],\n' * 25_000

    began = thread_time()
    assert CodeDocument(text).get_size(4) == (38, 25_001)
    assert thread_time() - began < 10
