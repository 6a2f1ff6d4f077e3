import pytest

from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_menu import ENTRIES, Entry


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.words)
def test_each_key_of_the_menu_asks_for_the_same_as_its_line(entry: Entry) -> None:
    bound = {key: b.action for b in RowLines.BINDINGS for key in b.key.split(",")}  # type: ignore[union-attr]
    by = f", {entry.by}" if entry.by else ""
    asks = "choose" if entry.what == "edit" else f"ask('{entry.what}'{by})"

    assert bound[entry.key] == asks
    assert entry.label.endswith(f" {entry.key}")
