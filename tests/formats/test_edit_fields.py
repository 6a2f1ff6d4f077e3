from typing import Any

import pytest

from workbench.formats.edit import Document
from workbench.formats.edit_fields import edit_fields

TEXT = "[t]\na = 'x' # a\nb = 1\nlist = ['p', 'q'] # l\nother = true\n"
OLD = {"a": "x", "b": 1, "list": ["p", "q"], "unset": None, "unwritten": 1}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, TEXT),
        ({"a": "y"}, TEXT.replace("'x'", "'y'")),
        ({"b": True}, TEXT.replace("b = 1", "b = true")),
        ({"b": None}, TEXT.replace("b = 1\n", "")),
        ({"list": ["p", "r"]}, TEXT.replace("'q'", "'r'")),
        ({"unset": 2}, f"{TEXT}unset = 2\n"),
        ({"unwritten": 2}, f"{TEXT}unwritten = 2\n"),
    ],
    ids=str,
)
def test_only_the_keys_that_differ_change(changes: dict[str, Any], text: str) -> None:
    document = Document(TEXT)

    edit_fields(document, ("t",), OLD, OLD | changes)

    assert document.text == text


def test_a_key_that_is_gone_is_removed() -> None:
    document = Document(TEXT)

    edit_fields(document, ("t",), OLD, {"list": ["p", "q"]})

    assert document.text == "[t]\nlist = ['p', 'q'] # l\nother = true\n"
