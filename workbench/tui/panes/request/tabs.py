"""The tabs of the request pane: which there are, what is in each, and what it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from textual.widget import Widget

from workbench.engine.url_rows import Address
from workbench.formats.typed_text import variable_rows, variables_from
from workbench.model import (
    AuthSpec,
    Folder,
    FormBody,
    InheritAuth,
    MultipartBody,
    NoBody,
    RequestSpec,
    Row,
    Rows,
)
from workbench.templating import Scope
from workbench.tui.outer import Outer, outer_headers, outer_options, outer_variables
from workbench.tui.protocols import Known, opens_websocket
from workbench.tui.widgets.row_table import RowTable

from .auth import AuthTab
from .body import BODY, BodyTab
from .checks import ChecksTab
from .header_words import header_fault
from .info import InfoTab
from .message_rows import message_fault, message_rows, messages_from
from .option_fields import UNSET, option_texts
from .options import OptionsTab
from .suggestions import Suggestions

TABS = (
    "Query", "Path", "Headers", "Auth", "Body", "Variables", "Checks", "Options", "Info",
)  # fmt: skip


MESSAGES = "Messages"


def tabs_of(spec: RequestSpec, known: Known = lambda _: "") -> tuple[str, ...]:
    """Return the tabs of a request: messages have one if it has some, or opens a WebSocket."""
    if not spec.messages and not opens_websocket(spec.url, known):
        return TABS
    at = TABS.index("Body") + 1
    return (*TABS[:at], MESSAGES, *TABS[at:])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the tabs show besides the request: the folders around it and all its scopes.

    `unsupported` is what its file asks for and this version does not know.
    """

    folders: tuple[Folder, ...] = ()
    scopes: Callable[[], Sequence[Scope]] = tuple
    auth: tuple[AuthSpec, str] = (InheritAuth(), "")
    unsupported: tuple[str, ...] = ()


def make_tab(name: str, suggestions: Suggestions) -> Widget:
    """Return a new tab of this name."""
    match name:
        case "Query":
            return RowTable("parameter", id="params", same=str, suggest=suggestions.in_row)
        case "Path":
            return RowTable("path value", id="path", same=str, suggest=suggestions.in_row)
        case "Headers":
            return RowTable(
                "header",
                id="headers",
                removes=True,
                fault=header_fault,
                suggest=suggestions.in_header,
            )
        case "Messages":
            return RowTable(
                "message",
                id="messages",
                same=str,
                fault=message_fault,
                suggest=suggestions.in_message,
            )
        case "Variables":
            return RowTable(
                "variable",
                id="variables",
                removes=True,
                unique=True,
                same=str,
                suggest=suggestions.in_row,
            )
        case "Auth":
            return AuthTab(suggestions.template)
        case "Body":
            return BodyTab(suggestions)
        case "Checks":
            return ChecksTab(suggestions)
        case "Options":
            return OptionsTab(suggestions.template, suggestions.path)
        case _:
            return InfoTab()


def fill_tab(tab: Widget, spec: RequestSpec, around: Surroundings, *, anew: bool) -> None:
    """Let a tab show its part of a request; with `anew` it is another one than before."""
    match tab:
        case RowTable(id="params"):
            tab.show(spec.params, anew=anew)
        case RowTable(id="path"):
            missing = (Outer(Row(name), "the URL") for name in Address.of(spec).missing)
            tab.show(spec.path, tuple(missing), anew=anew)
        case RowTable(id="headers"):
            tab.show(spec.headers, outer_headers(around.folders), anew=anew)
        case RowTable(id="messages"):
            tab.show(message_rows(spec.messages), anew=anew)
        case RowTable(id="variables"):
            outer = outer_variables(around.scopes())
            tab.show(variable_rows(spec.variables), outer, anew=anew)
        case AuthTab():
            tab.show(spec, *around.auth, anew=anew)
        case BodyTab():
            tab.show(spec.body, around.unsupported, anew=anew)
        case ChecksTab() | InfoTab():
            tab.show(spec, anew=anew)
        case OptionsTab():
            tab.show_options(spec.options, outer_options(around.folders), anew=anew)


def with_rows(spec: RequestSpec, table: str, rows: Rows) -> RequestSpec:
    """Return a request with other rows in one of its tables."""
    match table:
        case "params":
            return replace(spec, params=rows)
        case "path":
            return Address.of(spec).with_path(rows).put_into(spec)
        case "headers":
            return replace(spec, headers=rows)
        case "messages":
            return replace(spec, messages=messages_from(rows))
        case "variables":
            return replace(spec, variables=variables_from(rows))
        case _:
            raise LookupError(table)


def badges(spec: RequestSpec) -> dict[str, str]:
    """Return the mark beside each tab's name that says whether there is something in it."""
    return {
        "Query": _count(spec.params),
        "Path": _count(spec.path),
        "Headers": _count(spec.headers),
        "Auth": "" if isinstance(spec.auth, InheritAuth) else "●",
        "Body": _body_badge(spec),
        MESSAGES: _count(spec.messages),
        "Variables": _count(spec.variables),
        "Checks": _checks_badge(spec),
        "Options": _count([t for t in option_texts(spec.options).values() if t not in UNSET]),
        "Info": "●" if spec.description else "",
    }


def _checks_badge(spec: RequestSpec) -> str:
    count = len(spec.checks.expect) + len(spec.captures)
    return str(count) if count else "●" if spec.baseline else ""


def _count(rows: Sequence[object]) -> str:
    return str(len(rows)) if rows else ""


def _body_badge(spec: RequestSpec) -> str:
    match spec.body:
        case NoBody():
            return "!" if any(each.startswith(BODY) for each in spec.unsupported) else ""
        case FormBody(rows):
            return _count(rows) or "●"
        case MultipartBody(parts):
            return _count(parts) or "●"
        case _:
            return "●"
