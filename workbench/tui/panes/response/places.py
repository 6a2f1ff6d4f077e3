"""Where the cursor stands in a body: its row as a path and bytes, and as a node of JSON."""

from typing import NamedTuple

from workbench.bodies.index import Node
from workbench.bodies.json_index import JsonIndex
from workbench.bodies.jwt import LONGEST as LONGEST_TOKEN
from workbench.bodies.jwt import TOKEN
from workbench.engine.filters import Filter
from workbench.model import Bytes
from workbench.tui.widgets.body_view import BodyView

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
