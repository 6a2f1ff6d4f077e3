import pytest

from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_menu import ENTRIES, Entry


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.words)
def test_each_line_of_the_menu_is_something_that_a_key_does(entry: Entry) -> None:
    bound = RowLines._merge_bindings().key_to_bindings.values()

    assert entry.action in {binding.action for found in bound for binding in found}


def test_a_line_shows_its_key_as_it_is_bound() -> None:
    entry = ENTRIES[1]

    assert entry.label({"ask('value')": "w"}) == "Edit the value           w"
    assert entry.label({}) == "Edit the value"
