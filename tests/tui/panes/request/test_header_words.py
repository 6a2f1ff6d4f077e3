import pytest

from workbench.model import Row
from workbench.tui.panes.request.header_words import HEADERS, VALUES, header_fault


@pytest.mark.parametrize("name", HEADERS)
def test_every_header_that_is_offered_can_be_sent(name: str) -> None:
    for value in ("", *VALUES[name.lower()]):
        assert header_fault(Row(name, value)) == ""


@pytest.mark.parametrize("row", [Row(""), Row("a b"), Row("ü"), Row("A:")])
def test_what_is_no_header_name_is_a_fault(row: Row) -> None:
    assert header_fault(row) == "no header name"


def test_a_line_break_in_a_value_is_a_fault() -> None:
    assert header_fault(Row("A", "1\r\nB: 2")) == "a line break in the value"
