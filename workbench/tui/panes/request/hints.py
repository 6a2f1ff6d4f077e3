"""A few keys of the focused widget, in the words that fit on a border."""

from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from workbench.tui.key_names import shown
from workbench.tui.widgets.bulk_area import BulkArea
from workbench.tui.widgets.cell import Cell
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.completing_area import CompletingArea
from workbench.tui.widgets.editor import SearchLine
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.secret_input import SecretInput

from .layout_area import LayoutArea
from .token_view import TokenView

# By kind of widget: what it does, and a word for that; the most wanted first.
HINTS: tuple[tuple[type[Widget], tuple[tuple[str, str], ...]], ...] = (
    (RowLines, (("choose", "edit"), ("add", "add"), ("ask('menu')", "more"),
                ("ask('toggle')", "on/off"), ("ask('remove')", "remove"), ("ask('undo')", "undo"),
                ("ask('bulk')", "as text"))),
    (Cell, (("next", "keep"), ("leave", "give up"), ("suggest", "suggest"))),
    (BulkArea, (("leave", "back to the table"),)),
    (LayoutArea, (("lay_out", "format"), ("find", "find"), ("find_and_replace", "replace"),
                ("edit_outside", "$EDITOR"), ("comment", "comment"),
                ("toggle_numbers", "numbers"), ("toggle_wrap", "wrap"), ("suggest", "suggest"))),
    (CodeArea, (("suggest", "suggest"), ("find", "find"), ("find_and_replace", "replace"),
                ("edit_outside", "$EDITOR"), ("comment", "comment"),
                ("toggle_numbers", "numbers"), ("toggle_wrap", "wrap"))),
    (CompletingArea, (("suggest", "suggest"),)),
    (SearchLine, (("step(1)", "next"), ("step(-1)", "before"), ("replace_all", "replace all"),
                  ("close", "close"))),
    (TokenView, (("want('new')", "get new"), ("want('refresh')", "refresh"), ("reveal", "reveal"),
                 ("want('clear')", "forget"))),
    (SecretInput, (("reveal", "show or hide"), ("suggest", "suggest"))),
)  # fmt: skip


# What one has to know to write there, behind the keys.
WORDS: tuple[tuple[type[Widget], tuple[str, ...]], ...] = (
    (BulkArea, ("// off", "# what it is for")),
)


def hints(screen: Screen[Any], room: int) -> str:
    """Return the keys of what has the focus that fit in some cells, such as `a add`."""
    widget = screen.focused
    wanted = next((found for kind, found in HINTS if isinstance(widget, kind)), ())
    keys: dict[str, str] = {}
    for key, active in screen.active_bindings.items():
        if active.node is widget:
            keys.setdefault(active.binding.action, shown(key))
    told = [f"{keys[action]} {words}" for action, words in wanted if action in keys]
    told += next((words for kind, words in WORDS if isinstance(widget, kind)), ())
    line = ""
    for words in told:
        longer = f"{line} · {words}" if line else words
        if len(longer) > room:
            break
        line = longer
    return line
