"""Everything a key can do within a widget, as one table.

Bindings of the widgets, help and the keymap are made from it. A scope is what the ids
in it begin with; a widget has its own scope and those of what it is built on.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WidgetCommand:
    """A named thing a key can do in one kind of widget; `action` is the widget's own."""

    id: str
    action: str
    keys: str
    help: str


def _scope(name: str, *lines: tuple[str, str, str, str]) -> tuple[WidgetCommand, ...]:
    return tuple(WidgetCommand(f"{name}.{what}", *rest) for what, *rest in lines)


SCOPES: Mapping[str, tuple[WidgetCommand, ...]] = {
    "list": _scope(
        "list",
        ("up", "move(-1)", "up,k", "Go one line up"),
        ("down", "move(1)", "down,j", "Go one line down"),
        ("page-up", "page(-1)", "pageup", "Go one page up"),
        ("page-down", "page(1)", "pagedown", "Go one page down"),
        ("first", "jump(0)", "home,g", "Go to the first line"),
        ("last", "jump(-1)", "end,G", "Go to the last line"),
        ("open", "choose", "enter", "Open or choose the line"),
    ),
    "tree": _scope(
        "tree",
        ("unfold", "fold(False)", "right,l", "Unfold the folder"),
        ("fold", "fold(True)", "left,h", "Fold the folder, or go to the one around"),
    ),
    "table": _scope(
        "table",
        ("edit", "choose", "enter", "Edit the row, or add one"),
        ("edit-value", "ask('value')", "v", "Edit the value"),
        ("edit-description", "ask('why')", "c", "Edit the description"),
        ("toggle", "ask('toggle')", "space", "Send it or not"),
        ("remove", "ask('remove')", "delete,backspace,d", "Remove"),
        ("add", "add", "a,insert", "Add a row"),
        ("move-up", "ask('shift', -1)", "alt+up,K", "Move up"),
        ("move-down", "ask('shift', 1)", "alt+down,J", "Move down"),
        ("undo", "ask('undo')", "u", "Undo"),
        ("redo", "ask('redo')", "U", "Redo"),
        ("bulk", "ask('bulk')", "b", "Edit all rows as text"),
        ("copy", "ask('copy')", "y", "Copy the row"),
        ("menu", "ask('menu')", "x", "Show what can be done"),
    ),
    "cell": _scope(
        "cell",
        ("leave", "leave", "escape", "Give up what was typed"),
        ("next", "next", "enter,tab", "Keep what was typed and go to the next cell"),
        ("previous", "previous", "shift+tab", "Keep what was typed and go to the cell before"),
    ),
    "tabs": _scope(
        "tabs",
        ("previous", "step(-1)", "left,h", "Show the tab before"),
        ("next", "step(1)", "right,l", "Show the next tab"),
        ("first", "step(-99)", "home", "Show the first tab"),
        ("last", "step(99)", "end", "Show the last tab"),
    ),
    "body": _scope(
        "body",
        ("up", "scroll_up", "up,k", "Scroll up"),
        ("down", "scroll_down", "down,j", "Scroll down"),
        ("page-up", "page_up", "pageup", "Scroll one page up"),
        ("page-down", "page_down", "pagedown", "Scroll one page down"),
        ("first", "scroll_home", "home,g", "Go to the first line"),
        ("last", "scroll_end", "end,G", "Go to the last line"),
    ),
    "method": _scope(
        "method",
        ("previous", "step(-1)", "up,k", "Take the method before"),
        ("next", "step(1)", "down,j", "Take the next method"),
        ("choose", "offer", "enter,space", "Choose a method from a list, or type one"),
    ),
}
# What else a widget of a scope can do.
BUILT_ON: Mapping[str, str] = {"tree": "list", "table": "list"}
TITLES: Mapping[str, str] = {
    "list": "In every list",
    "tree": "In the collection",
    "table": "In tables",
    "cell": "While a cell is edited",
    "tabs": "On tabs",
    "body": "In a body",
    "method": "On the method",
}
WIDGET_COMMANDS = tuple(command for scope in SCOPES.values() for command in scope)
