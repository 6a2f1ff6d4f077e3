"""How a request looks in one line, wherever one is listed: its method and its state."""

import re
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from workbench.model import Folder, NodeId, RequestSpec

from .open_requests import is_scratch
from .theme import method_color
from .widgets.safe import line_content

if TYPE_CHECKING:
    from workbench.model import Exchange

METHOD_WIDTH = 5
SHORT = {"DELETE": "DEL", "OPTIONS": "OPT", "PATCH": "PTCH", "CONNECT": "CONN"}
_BEFORE_PATH = re.compile(r"^\w+://|\{\{.*?\}\}")
SPINNER = "◐◓◑◒"
Standing = Literal["", "in flight", "failed", "fine"]


def title_of(node: NodeId, spec: RequestSpec) -> str:
    """Return what a request is called; without a name by its file, or by where it goes."""
    if spec.name:
        return spec.name
    if not is_scratch(node):
        return node.rpartition("/")[2]
    path = _BEFORE_PATH.sub("", spec.url.partition("?")[0])
    return path if path.strip("/") else "Scratch"


def method_mark(method: str, width: int = 0) -> Content:
    """Return a method or what stands in its place in its colour, in four letters at most."""
    short = SHORT.get(method.upper(), method.upper())[: METHOD_WIDTH - 1]
    return line_content(short.ljust(width), method_color(method))


def standing(exchange: "Exchange | None") -> Standing:
    """Return how the last send of a request stands."""
    if exchange is None:
        return ""
    if exchange.phase != "done":
        return "in flight"
    failed = exchange.failure is not None or (exchange.status or 0) >= 400
    return "failed" if failed else "fine"


def state_marks(last: Standing, *, is_draft: bool, frame: int | None = None) -> Content:
    """Return whether there are unsaved edits, and how the last send stands.

    `frame` turns the mark of what is in flight; without it, that stands still.
    """
    pieces = [("●", "$warning")] if is_draft else []
    if last == "in flight":
        spin = "…" if frame is None else SPINNER[frame % len(SPINNER)]
        pieces.append((spin, "$accent bold"))
    elif last:
        pieces.append(("✗", "$error") if last == "failed" else ("✓", "$success"))
    return Content.assemble(*pieces)


def folder_file(folder: Folder) -> str:
    """Return the file that says what a folder gives its requests."""
    return f"{folder.id}/folder.toml" if folder.id else "collection.toml"
