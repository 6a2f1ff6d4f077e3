"""Everything a key can do, as one table.

Bindings, key bar, palette, help and README are made from it, so none can drift.
A command that cannot run now says why. Keys avoid those that many terminals cannot
tell apart: ctrl with m, h, i, j or [ (enter, backspace, tab, newline, escape).
"""

from __future__ import annotations  # the first frame needs no State

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .state import State

Scope = Literal["everywhere", "tree", "response"]

SHOWN_KEYS = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "slash": "/",
    "dollar_sign": "$",
    "colon": ":",
    "ampersand": "&",
    "vertical_line": "|",
}
"""Keys that people write otherwise than Textual does."""

PLACES: tuple[tuple[Scope, str], ...] = (
    ("everywhere", "Everywhere"),
    ("tree", "In the collection"),
    ("response", "In the response"),
)
"""The scopes with their titles, in the order in which help shows them."""


def always(_state: State) -> str:
    """No reason not to."""
    return ""


def needs_request(state: State) -> str:
    """Why a command on the opened request cannot run."""
    return "" if state.spec is not None else "open a request first"


def needs_draft(state: State) -> str:
    """Why there is nothing to save or revert."""
    if needs_request(state):
        return needs_request(state)
    return "" if state.opened in state.drafts else "nothing has changed"


def needs_graphql(state: State) -> str:
    """Why there is no schema to ask for."""
    if state.spec is None:
        return needs_request(state)
    from workbench.model import GraphQLBody

    is_graphql = isinstance(state.spec.body, GraphQLBody)
    return "" if is_graphql else "the body is no GraphQL query"


def needs_drafts(state: State) -> str:
    """Why there is nothing to save at all."""
    return "" if state.drafts else "nothing has changed"


def needs_flight(state: State) -> str:
    """Why there is nothing to cancel."""
    return "" if state.in_flight(state.opened) else "nothing is in flight"


def needs_something_to_run(state: State) -> str:
    """Why a run cannot start."""
    return "" if state.marked or state.spec is not None else "pick requests in the tree first"


def needs_response(state: State) -> str:
    """Why there is nothing to look at."""
    return "" if state.shown is not None else "send the request first"


def needs_whole_response(state: State) -> str:
    """Why a response cannot be compared with or kept."""
    if state.shown is None or not state.shown.hops:
        return "send the request first"
    if state.shown.from_history:
        return "it is from history, where secrets are left out: send the request first"
    return "" if state.shown.phase == "done" else "it has not arrived in full"


def needs_finished_send(state: State) -> str:
    """Why there is nothing to compare."""
    if needs_response(state):
        return needs_response(state)
    return "" if state.shown and state.shown.phase == "done" else "it has not arrived in full"


def needs_open_socket(state: State) -> str:
    """Why nothing can be said in a WebSocket."""
    talk = state.shown.talk if state.shown is not None else None
    return "" if talk is not None and talk.state == "open" else "no WebSocket is open"


def needs_secrets(state: State) -> str:
    """Why there is nothing to reveal."""
    if needs_response(state):
        return needs_response(state)
    return "" if state.shown and state.shown.secrets else "no secret was used for this response"


def needs_open(state: State) -> str:
    """Why there is no tab to do anything with."""
    return "" if state.tabs.order else "open a request first"


def needs_several(state: State) -> str:
    """Why there is no other request to go to."""
    return "" if len(state.tabs.order) > 1 else "no other request is open"


def needs_closed(state: State) -> str:
    """Why there is nothing to open again."""
    return "" if state.tabs.closed else "no request has been closed"


@dataclass(frozen=True, slots=True)
class Command:
    """A named thing a key can do. `keys` lists alternatives, the first is shown."""

    id: str
    title: str
    keys: str
    help: str
    short: str = ""
    scope: Scope = "everywhere"
    blocked: Callable[[State], str] = always

    @property
    def key(self) -> str:
        """The first key, as people write it: `^s` for ctrl+s."""
        first = self.keys.split(",")[0]
        return SHOWN_KEYS.get(first, first.replace("ctrl+", "^"))

    @property
    def all_keys(self) -> tuple[str, ...]:
        """All keys as people write them."""
        return tuple(SHOWN_KEYS.get(key, key) for key in self.keys.split(","))


NUMBERED = range(1, 10)
"""The open requests that have a key of their own."""

COMMANDS = (
    Command(
        "send", "Send request", "ctrl+r,f5,alt+enter",
        "Send the opened request; enter in the URL does the same", "send", blocked=needs_request,
    ),
    Command(
        "cancel", "Cancel", "escape",
        "Stop what is in flight; what has arrived is kept",
        "cancel", blocked=needs_flight,
    ),
    Command(
        "save", "Save request", "ctrl+s",
        "Write the edited lines to the request's file, or a new file", "save", blocked=needs_draft,
    ),
    Command(
        "revert", "Revert request", "f12",
        "Drop unsaved edits and show what the file says", "revert", blocked=needs_draft,
    ),
    Command(
        "save-all", "Save all requests", "alt+y",
        "Write the edited lines of every request to its file", blocked=needs_drafts,
    ),
    Command(
        "changes", "Show unsaved changes", "alt+d",
        "Show what the unsaved edits change, field by field", blocked=needs_draft,
    ),
    Command(
        "run", "Run in parallel", "ctrl+g",
        "Send the marked requests, or this one, many times at once", "run",
        blocked=needs_something_to_run,
    ),
    Command(
        "environment", "Switch environment", "f3",
        "Choose where {{names}} get their values", "env",
    ),
    Command(
        "environments", "Edit environments", "alt+e",
        "List the environments, to make, edit and compare them",
    ),
    Command(
        "variables", "Variables", "f10",
        "See every variable, its value and the file that says it", "vars",
    ),
    Command(
        "history", "History", "f11,alt+h",
        "Look through what was sent: find, compare, send again", "history",
    ),
    Command(
        "extract-secret", "Move a secret out of the request", "alt+m",
        "Put a reference in the place of a literal that looks like a secret",
        blocked=needs_request,
    ),
    Command(
        "cookies", "Cookies", "alt+k",
        "See, change and delete the cookies of the environment",
    ),
    Command(
        "compare", "Compare with the one before", "C",
        "Show how this response differs from the one before", "compare", "response",
        blocked=needs_finished_send,
    ),
    Command(
        "compare-with", "Compare with another", "c",
        "Compare this response with a held or stored one, or with what another environment says",
        scope="response", blocked=needs_finished_send,
    ),
    Command(
        "hold-response", "Hold the response", "H",
        "Keep this response, for others to be compared with it", scope="response",
        blocked=needs_finished_send,
    ),
    Command(
        "compare-environments", "Compare two environments", "alt+c",
        "Send the request here and in another environment, and show how the responses differ",
        blocked=needs_request,
    ),
    Command(
        "theme", "Switch theme", "f4",
        "Choose colours; each is shown while you choose", "theme",
    ),
    Command(
        "focus-tree", "Go to the collection", "ctrl+t",
        "Move the focus to the collection tree",
    ),
    Command(
        "find-request", "Find a request", "ctrl+k",
        "Find any request by name, URL, method or tag", "find",
    ),
    Command("focus-url", "Go to the URL", "ctrl+l", "Move the focus to the URL"),
    Command("focus-response", "Go to the response", "ctrl+o", "Move the focus to the response"),
    Command(
        "fetch-schema", "Fetch the GraphQL schema", "alt+g",
        "Ask the server what it has: queries are completed by it and held against it",
        blocked=needs_graphql,
    ),
    Command(
        "next-tab", "Next tab of the request", "f9,ctrl+pagedown",
        "Show the next tab of the request pane",
    ),
    Command(
        "next-request", "Next open request", "alt+right,alt+pagedown",
        "Go to the next open request, behind the last to the first", blocked=needs_several,
    ),
    Command(
        "previous-request", "Previous open request", "alt+left,alt+pageup",
        "Go to the open request before", blocked=needs_several,
    ),
    Command(
        "open-requests", "Open requests", "alt+t", "Choose one of the open requests from a list",
        blocked=needs_open,
    ),
    Command(
        "close-request", "Close request", "ctrl+w,ctrl+f4",
        "Close the open request; unsaved edits are kept", blocked=needs_open,
    ),
    Command(
        "close-other-requests", "Close other requests", "alt+q",
        "Close all requests but this one; unsaved edits are kept", blocked=needs_several,
    ),
    Command(
        "reopen-request", "Reopen closed request", "alt+u",
        "Open again what was closed last", blocked=needs_closed,
    ),
    Command(
        "keep-request", "Keep the tab", "alt+i",
        "Let the request have its tab for itself", blocked=needs_open,
    ),
    Command(
        "request-left", "Move tab left", "alt+shift+left",
        "Move the request's tab one place to the left", blocked=needs_several,
    ),
    Command(
        "request-right", "Move tab right", "alt+shift+right",
        "Move the request's tab one place to the right", blocked=needs_several,
    ),
    *(
        Command(
            f"request-{number}", f"Go to open request {number}", f"alt+{number}",
            f"Go to open request {number}", blocked=needs_open,
        )
        for number in NUMBERED
    ),
    Command(
        "sidebar", "Show or hide the collection", "ctrl+b",
        "Give the collection's room to the request",
    ),
    Command("zoom", "Zoom the focused pane", "f6", "Give a pane the whole screen, or put it back"),
    Command(
        "layout", "Stack or split", "alt+s",
        "Put the response beside the request, or below it again",
    ),
    Command("grow", "More room", "alt+equals_sign", "Give the focused pane more room"),
    Command("shrink", "Less room", "alt+minus", "Give the focused pane less room"),
    Command(
        "new-request", "New request", "ctrl+n",
        "Create a request in the folder under the cursor", "new",
    ),
    Command(
        "scratch", "New scratch request", "alt+n",
        "Begin a request that is in no file until it is saved",
    ),
    Command("new-folder", "New folder", "f7", "Create a folder in the folder under the cursor"),
    Command(
        "mark", "Pick for a run", "space",
        "Pick the request (or all of a folder) for the next run", "pick", "tree",
    ),
    Command(
        "rename", "Rename", "f2,r",
        "Rename the request or folder, and its file", "rename", "tree",
    ),
    Command(
        "edit-folder", "Edit the folder", "e",
        "Edit the headers, auth, options and variables a folder gives", "folder", "tree",
    ),
    Command(
        "duplicate", "Duplicate", "D",
        "Make a copy beside the original, with its unsaved edits", "copy", "tree",
    ),
    Command(
        "move", "Move to a folder", "m",
        "Move the request or folder somewhere else", "move", "tree",
    ),
    Command(
        "move-up", "Move up", "alt+up,K",
        "Move one place up among its neighbours", scope="tree",
    ),
    Command(
        "move-down", "Move down", "alt+down,J",
        "Move one place down among its neighbours", scope="tree",
    ),
    Command(
        "delete", "Delete", "d,delete",
        "Move the file to the trash; undo brings it back", "delete", "tree",
    ),
    Command(
        "undo", "Undo", "u,ctrl+z",
        "Take back the last save, move, renaming or deletion, or what was made", scope="tree",
    ),
    Command(
        "cut", "Cut", "x",
        "Take the request or folder (or all that is picked) to be pasted", scope="tree",
    ),
    Command("paste", "Paste", "p", "Move what was cut into this folder", "paste", scope="tree"),
    Command("locate", "Go to the opened request", "o", "Find the opened request", scope="tree"),
    Command(
        "previous-response-tab", "Previous tab of the response", "left_square_bracket",
        "Show the previous tab of the response", scope="response", blocked=needs_response,
    ),
    Command(
        "next-response-tab", "Next tab of the response", "right_square_bracket",
        "Show the next tab of the response", "tab", "response", blocked=needs_response,
    ),
    Command(
        "find", "Search the body", "slash",
        "Search the body for a text or a /pattern/, also while it grows", "find", "response",
        blocked=needs_response,
    ),
    Command(
        "find-next", "Next hit", "n", "Go to the next hit of the search", scope="response",
        blocked=needs_response,
    ),
    Command(
        "find-previous", "Previous hit", "N", "Go to the previous hit of the search",
        scope="response", blocked=needs_response,
    ),
    Command(
        "go-to", "Go to a place", "colon",
        "Go to a line, an offset or a part of the body", scope="response",
        blocked=needs_response,
    ),
    Command(
        "view-mode", "Next view of the body", "v",
        "Draw the body in the next of its views: pretty, table, decoded, raw, hex …", "view",
        "response", blocked=needs_response,
    ),
    Command(
        "fold-node", "Fold or unfold", "z",
        "Put the object, array or element at the cursor into one line, or show it again",
        scope="response", blocked=needs_response,
    ),
    Command(
        "unfold-nodes", "Unfold all", "Z", "Show all that is folded", scope="response",
        blocked=needs_response,
    ),
    Command(
        "filter-rows", "Only rows with hits", "ampersand",
        "Show only the rows with what is searched for, or all again", scope="response",
        blocked=needs_response,
    ),
    Command(
        "filter-body", "Filter the body", "vertical_line",
        "See the body through a JSONPath or any command of yours, such as jq or grep", "filter",
        "response", blocked=needs_response,
    ),
    Command(
        "pin-filter", "Pin the filter", "X",
        "See every response of this request through the filter, or no more", scope="response",
        blocked=needs_response,
    ),
    Command(
        "wrap", "Wrap lines", "w", "Let long lines of a raw body go on in the next row, or not",
        scope="response", blocked=needs_response,
    ),
    Command(
        "follow", "Follow the end", "f", "Keep the end of a growing body in view, or not",
        "follow", "response", blocked=needs_response,
    ),
    Command(
        "open-row", "Open the row", "enter",
        "Show the whole message, event or record under the cursor, or a token (JWT) taken apart",
        "open", "response",
        blocked=needs_response,
    ),
    Command(
        "write-message", "Write a message", "m",
        "Write what is sent over the open WebSocket", "message", "response",
        blocked=needs_open_socket,
    ),
    Command(
        "saved-message", "Send a saved message", "M",
        "Choose one of the request's messages, and send it over the WebSocket", "saved",
        "response", blocked=needs_open_socket,
    ),
    Command(
        "keep-message", "Save the message", "K",
        "Add the message that was written last to the request, under a name",
        scope="response", blocked=needs_response,
    ),
    Command(
        "ping", "Ping", "P", "Ask the other side of the WebSocket whether it is there",
        "ping", "response", blocked=needs_open_socket,
    ),
    Command(
        "close-socket", "Close with a code", "x",
        "Close the WebSocket with a code and a reason; escape just closes it", "close",
        "response", blocked=needs_open_socket,
    ),
    Command(
        "copy", "Copy", "y",
        "Copy the value under the cursor, or the line on other tabs", "copy", "response",
        blocked=needs_response,
    ),
    Command(
        "copy-path", "Copy the path", "p", "Copy the JSONPath of the value under the cursor",
        scope="response", blocked=needs_response,
    ),
    Command(
        "copy-template", "Copy a template", "t",
        "Copy a template that puts this value into another request", scope="response",
        blocked=needs_response,
    ),
    Command(
        "copy-body", "Copy the body", "Y", "Copy the whole body as it was sent",
        scope="response", blocked=needs_response,
    ),
    Command(
        "check-value", "Check this value", "exclamation_mark",
        "Add a check to the request: this value has to be as it is now", "check", "response",
        blocked=needs_response,
    ),
    Command(
        "capture-value", "Capture this value", "equals_sign",
        "Add a capture to the request: later requests can use this value", "capture",
        "response", blocked=needs_response,
    ),
    Command(
        "save-body", "Save the body", "s", "Save the body to a file, as it was sent", "save",
        "response", blocked=needs_whole_response,
    ),
    Command(
        "page-body", "Open in $PAGER", "o", "Show the body in your pager", "pager", "response",
        blocked=needs_response,
    ),
    Command(
        "edit-body", "Open in $EDITOR", "e", "Open a copy of the body in your editor",
        scope="response", blocked=needs_response,
    ),
    Command(
        "open-body", "Open by type", "O",
        "Open a copy of the body with the program that your settings have for its type",
        "open by type", "response", blocked=needs_response,
    ),
    Command(
        "accept-baseline", "Accept as baseline", "B",
        "Store the response as what later ones have to be like", "accept", "response",
        blocked=needs_whole_response,
    ),
    Command(
        "reveal", "Reveal secrets", "V",
        "Show the secrets of this response, or hide them again", "reveal", "response",
        blocked=needs_secrets,
    ),
    Command(
        "reload", "Reload collection", "f8",
        "Read the collection from disk again; unsaved edits stay",
    ),
    Command(
        "jump", "Jump", "f,alt+j",
        "Go to anything on the screen by the letters that are put over it", "jump",
    ),
    Command("settings", "Settings", "alt+p", "Change colours, layout, keys and all else"),
    Command("help", "Help", "f1", "Show every command with its keys", "help"),
    Command("palette", "Command palette", "ctrl+p", "Find any command by name", "palette"),
    Command(
        "quit", "Quit", "ctrl+q",
        "Leave; unsaved edits are kept and come back next time", "quit",
    ),
)  # fmt: skip

BY_ID = {command.id: command for command in COMMANDS}
