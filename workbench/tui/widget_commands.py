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
        ("undo", "ask('undo')", "u,ctrl+z", "Undo"),
        ("redo", "ask('redo')", "U,ctrl+y", "Redo"),
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
        ("left", "scroll_left", "left", "Scroll to the left"),
        ("right", "scroll_right", "right", "Scroll to the right"),
    ),
    "find": _scope(
        "find",
        ("close", "close", "escape", "Close the search"),
        ("next", "step(1)", "down", "Go to the next hit"),
        ("previous", "step(-1)", "up", "Go to the hit before"),
    ),
    "message": _scope(
        "message",
        ("leave", "leave", "escape", "Go back to the list"),
        ("older", "recall(-1)", "up", "Take what was written before"),
        ("newer", "recall(1)", "down", "Take what was written later"),
        ("kind", "next_kind", "alt+t", "Write text, JSON or bytes"),
    ),
    "whole": _scope("whole", ("view", "next_mode", "v", "Show the message in another way")),
    "body-filter": _scope(
        "body-filter",
        ("leave", "leave", "escape", "Show the body as it is"),
        ("older", "recall(-1)", "up", "Take the filter that was used before"),
        ("newer", "recall(1)", "down", "Take the filter that was used next"),
    ),
    "result": _scope("result", ("leave", "leave", "escape", "Show the body as it is")),
    "method": _scope(
        "method",
        ("previous", "step(-1)", "up,k", "Take the method before"),
        ("next", "step(1)", "down,j", "Take the next method"),
        ("choose", "offer", "enter,space", "Choose a method from a list, or type one"),
    ),
    "choosing": _scope(
        "choosing",
        ("up", "move(-1)", "up", "Go one line up"),
        ("down", "move(1)", "down", "Go one line down"),
        ("page-up", "move(-10)", "pageup", "Go some lines up"),
        ("page-down", "move(10)", "pagedown", "Go some lines down"),
    ),
    "filter": _scope(
        "filter",
        ("leave", "leave", "escape", "Show everything again"),
        ("up", "step(-1)", "up", "Go one line up"),
        ("down", "step(1)", "down", "Go one line down"),
        ("page-up", "step(-10)", "pageup", "Go some lines up"),
        ("page-down", "step(10)", "pagedown", "Go some lines down"),
    ),
    "suggestions": _scope(
        "suggestions",
        ("next", "suggestion(1)", "down", "Go to the next suggestion"),
        ("previous", "suggestion(-1)", "up", "Go to the suggestion before"),
        ("take", "accept", "tab", "Take the suggestion"),
        ("close", "close_suggestions", "escape", "Close the suggestions"),
        ("offer", "suggest", "ctrl+space", "Suggest what could stand here"),
    ),
    "input": _scope(
        "input", ("enter", "accept_or_submit", "enter", "Take the suggestion, or go on")
    ),
    "text": _scope(
        "text",
        ("take", "accept", "enter", "Take the suggestion"),
        ("up", "up(False)", "up", "Go to the suggestion or line above"),
        ("down", "down(False)", "down", "Go to the suggestion or line below"),
    ),
    "url": _scope("url", ("take-back", "take_back", "ctrl+z", "Take back a pasted command")),
    "code": _scope(
        "code",
        ("find", "find", "ctrl+f", "Search the text"),
        ("replace", "find_and_replace", "alt+c", "Search, and put something else in its place"),
        ("next", "step_hit(1)", "alt+down", "Go to the next hit"),
        ("previous", "step_hit(-1)", "alt+up", "Go to the hit before"),
        ("first", "to_edge(False, False)", "ctrl+home", "Go to the beginning of the text"),
        ("last", "to_edge(True, False)", "ctrl+end", "Go to the end of the text"),
        ("select-first", "to_edge(False, True)", "ctrl+shift+home", "Select up to the beginning"),
        ("select-last", "to_edge(True, True)", "ctrl+shift+end", "Select up to the end"),
        ("select-all", "select_all", "alt+a", "Select all of the text"),
        ("partner", "partner", "alt+shift+b", "Go to the bracket that belongs to this one"),
        ("comment", "comment", "alt+slash", "Make the lines comments, or lines again"),
        ("outside", "edit_outside", "alt+o", "Edit the text in $EDITOR"),
        ("numbers", "toggle_numbers", "alt+l", "Number the lines, or do not"),
        ("wrap", "toggle_wrap", "alt+w", "Let long lines go on in the next row, or not"),
    ),
    "searching": _scope(
        "searching",
        ("close", "close", "escape", "Close the search"),
        ("next", "step(1)", "down,alt+down", "Go to the next hit"),
        ("previous", "step(-1)", "up,alt+up", "Go to the hit before"),
        ("all", "replace_all", "alt+a", "Replace every hit, as one step to undo"),
    ),
    "layout": _scope(
        "layout", ("format", "lay_out", "alt+shift+f", "Give each value, element or field a line")
    ),
    "bulk": _scope(
        "bulk",
        ("leave", "leave", "escape", "Go back to the table"),
        ("select-all", "select_all", "alt+a", "Select all of the text"),
    ),
    "token": _scope(
        "token",
        ("new", "want('new')", "n", "Get a new token"),
        ("refresh", "want('refresh')", "r", "Refresh the token"),
        ("clear", "want('clear')", "d,delete", "Forget the token"),
        ("reveal", "reveal", "V", "Show the token itself, or hide it"),
    ),
    "secret": _scope("secret", ("reveal", "reveal", "alt+s", "Show what is typed, or hide it")),
    "exchanges": _scope("exchanges", ("open", "choose", "enter", "Show the exchange in full")),
    "panel": _scope(
        "panel",
        ("start", "start", "enter", "Start the run"),
        ("stop", "stop", "escape", "Stop the run, or close its panel"),
    ),
    "merge": _scope(
        "merge",
        ("yours", "choose('ours')", "left,h", "Take yours"),
        ("theirs", "choose('theirs')", "right,l", "Take what is on disk"),
        ("all-yours", "choose_all('ours')", "H", "Take yours of everything"),
        ("all-theirs", "choose_all('theirs')", "L", "Take everything from disk"),
    ),
}
# What else a widget of a scope can do.
BUILT_ON: Mapping[str, str] = {
    "tree": "list",
    "table": "list",
    "token": "list",
    "result": "body",
}
TITLES: Mapping[str, str] = {
    "list": "In every list",
    "tree": "In the collection",
    "table": "In tables",
    "cell": "While a cell is edited",
    "tabs": "On tabs",
    "body": "In a body",
    "find": "In a search of the body",
    "message": "In a message",
    "whole": "In a message that is shown in full",
    "body-filter": "In a filter of the body",
    "result": "In a body that is filtered",
    "method": "On the method",
    "choosing": "While choosing from a list",
    "filter": "In a filter",
    "suggestions": "While something is suggested",
    "input": "In a line that completes",
    "text": "In a text that completes",
    "url": "In the URL",
    "code": "In a body that is edited",
    "searching": "In a search of a body that is edited",
    "layout": "In a body of JSON, XML or GraphQL",
    "bulk": "In a table as text",
    "token": "On the token of OAuth 2",
    "secret": "In a secret",
    "exchanges": "In the exchanges of a run",
    "panel": "In the panel of a run",
    "merge": "Between two versions",
}
WIDGET_COMMANDS = tuple(command for scope in SCOPES.values() for command in scope)
