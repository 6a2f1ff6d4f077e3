import pytest

from workbench.errors import WorkbenchError
from workbench.model import Message
from workbench.tui.panes.response.written import HINTS, KINDS, written


def test_text_and_json_are_taken_as_they_are_written() -> None:
    assert written("text", " {{a}} ") == Message("", " {{a}} ")
    assert written("json", "{") == Message("", "{", "json")
    assert set(HINTS) == set(KINDS)


@pytest.mark.parametrize("text", ["deadbeef", "de ad be ef", "0xde, 0xAD be:ef"])
def test_bytes_are_written_in_hex(text: str) -> None:
    assert written("binary", text) == Message("", "3q2+7w==", "binary")


def test_bytes_may_come_from_a_file() -> None:
    assert written("binary", "@ a b.png") == Message("", kind="binary", file="a b.png")


@pytest.mark.parametrize("text", ["x", "abc", "d e f"])
def test_what_is_no_hex_is_refused(text: str) -> None:
    with pytest.raises(WorkbenchError, match="no bytes in hex"):
        written("binary", text)
