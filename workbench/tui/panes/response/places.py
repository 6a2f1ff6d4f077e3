"""Where the cursor stands in a body: in words, and as the node of JSON that it is on."""

from collections.abc import Callable
from typing import NamedTuple

from textual.content import Content

from workbench.bodies.index import Node
from workbench.bodies.json_index import JsonIndex
from workbench.bodies.jwt import LONGEST as LONGEST_TOKEN
from workbench.bodies.jwt import TOKEN
from workbench.engine.filters import Filter
from workbench.model import Bytes
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.safe import line_content

FAINT = "$foreground 60%"
MOST_VALUE = 1024 * 1024  # bytes of a node that can be taken out of a body


class Value(NamedTuple):
    """A node with its bytes as they were sent; None if there are too many, or not all yet."""

    path: str
    name: str
    members: int | None
    raw: bytes | None


class Place(NamedTuple):
    """What a row stands for: a path in JSON or XML, or else where its bytes lie in the body."""

    path: str = ""
    start: int = 0
    end: int = 0


def place_of(view: BodyView, source: Bytes, row: int, through: Filter | None = None) -> Place:
    """Return what a row stands for, if need be seen through a filter; takes some milliseconds."""
    index = view.index
    if index is None or not index.rows_total:
        return Place()
    node = any_node_at(view, source, row)
    path = "" if node is None else node.path
    if node is not None and through is not None:
        path = through.path_of(node.start, node.path)
    return Place(path, *index.span(row))


def any_node_at(view: BodyView, source: Bytes, row: int) -> Node | None:
    """Return the node of a row: of JSON, or an element of XML; takes some milliseconds."""
    index = view.index
    nodes = None if index is None or not index.rows_total else index.nodes(source)
    return None if nodes is None else nodes.node(row)


def node_at(view: BodyView, source: Bytes, row: int) -> Node | None:
    """Return the node of a row; takes some milliseconds. None if this is no JSON."""
    return any_node_at(view, source, row) if isinstance(view.index, JsonIndex) else None


def foldable_at(view: BodyView, source: Bytes, row: int) -> Node | None:
    """Return the node of several rows that is at a row or around it, if it is all there."""
    nodes = view.index.nodes(source) if view.index is not None and view.rows_total else None
    node = None if nodes is None else nodes.node(row)
    if nodes is not None and node is not None and node.first_row == node.last_row:
        around = nodes.parent_row(row)
        node = None if around is None else nodes.node(around)
    return None if node is None or node.end is None else node


def token_at(view: BodyView, source: Bytes, row: int) -> tuple[str, bytes] | None:
    """Return the path of a row's string and the JSON Web Token in it, if there is one."""
    node = node_at(view, source, row)
    if node is None or node.members is not None or node.end is None:
        return None
    text = source.read(node.start, min(node.end - node.start, LONGEST_TOKEN))
    found = TOKEN.search(text.decode("latin-1"))
    return None if found is None else (node.path, found[0].encode("latin-1"))


def value_of(node: Node, source: Bytes) -> Value:
    """Return a node with its bytes."""
    raw = None
    if node.end is not None and node.end - node.start <= MOST_VALUE:
        raw = source.read(node.start, node.end - node.start)
    name = node.path.rpartition(".")[2] if "." in node.path else ""
    return Value(node.path, name, node.members, raw)


def place_line(
    view: BodyView, place: Place, found: str, width: int, kept: Callable[[str], str] = str
) -> Content:
    """Return what stands below a body: the cursor's place, and how the body is drawn."""
    total = view.rows_total
    if not total and not view.filtered:
        return line_content(found, FAINT)
    where = f"{view.row + 1:,}/{view.index.rows_total:,}" if view.index else ""
    flags = [found] if found else []
    if view.filtered:
        flags.append(f"{total:,} rows of it")
    flags.append(view.mode + (" wrapped" if view.wraps and view.mode == "raw" else ""))
    if view.follow:
        flags.append("▼ follow")
    right = "  ".join(flags)
    left = place.path or (f"byte {place.start:,}" if place.end > place.start else "")
    left = kept(left)
    room = max(0, width - len(where) - len(right) - 4)
    if len(left) > room:  # the end of a path tells more than its beginning
        left = f"…{left[len(left) - room + 1 :]}" if room > 1 else ""
    gap = " " * max(2, width - len(where) - 2 - len(left) - len(right))
    return (
        Content.styled(f"{where}  ", FAINT)
        + line_content(left, "$accent")
        + line_content(f"{gap}{right}", FAINT)
    )
