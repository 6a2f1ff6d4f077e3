"""Look at whole bodies as their kinds show them."""

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import Kind
from workbench.bodies.recognise import all_kinds, recognise

from .growing import Grown, plain

KINDS = {kind.name.lower(): kind for kind in all_kinds()}
"""All kinds by their names in lower case."""


def shown(data: bytes, content_type: str = "", view: str = "") -> list[str]:
    """Return the text of all rows of a body, in a view of its kind or the first."""
    return plain(lines(data, content_type, view))


def lines(data: bytes, content_type: str = "", view: str = "") -> list[Line]:
    """Return all rows of a body, in a view of its kind or the first."""
    index = fed(data, recognise(content_type, data), content_type, view)
    assert index.ok
    return index.rows(0, index.rows_total)


def fed(data: bytes, kind: Kind, content_type: str = "", view: str = "") -> RowIndex:
    """Return the index of a complete body."""
    chosen = kind.view(view) if view else kind.views[0]
    assert chosen is not None
    source = Grown()
    index = chosen.make(source, content_type)
    for at in range(0, len(data), 1000):
        source.data += data[at : at + 1000]
        index.feed(data[at : at + 1000])
    index.finish()
    return index
