"""The elements of XML: where they lie and their paths, each found on demand.

Nothing is built and nothing is kept: an answer takes some milliseconds in a body of any size,
from the snapshots that its index has made.
"""

from workbench.model import Bytes

from .index import Node
from .xml_index import XmlIndex
from .xml_outline import Element, Levels, Snapshot


class XmlNodes:
    """Answers about the elements of the XML that an index has been fed."""

    def __init__(self, source: Bytes, index: XmlIndex) -> None:
        self._source = source
        self._index = index

    def node(self, row: int) -> Node | None:
        """Return the element that begins or ends in a row, or else the one around it.

        None outside of all elements.
        """
        start, end = self._index.span(row)
        if start >= end:
            return None
        elements = self._at(start)
        if len(elements) < 2:
            return None
        element = elements[-1]
        if element.at == start and self._is_single(start):
            return Node(_path(elements), None, start, end, row, row, None)
        close, children = self._close(element.at, len(elements) - 1)
        stop = self._index.fed if close is None else close[0]
        return Node(
            _path(elements),
            None,
            element.at,
            None if close is None else close[1],
            self._index.row_at(element.at),
            self._index.row_at(stop),
            children,
        )

    def parent_row(self, row: int) -> int | None:
        """Return the row in which what surrounds a row's element begins; None at the top."""
        start, end = self._index.span(row)
        elements = self._at(start) if start < end else []
        return self._index.row_at(elements[-2].at) if len(elements) > 2 else None

    def _at(self, start: int) -> list[Element]:
        """Return the elements from the document on to the one that a part belongs to."""
        snapshot = self._index.outline.before(start)
        levels, is_single = Levels(snapshot), False
        for part, data, base in self._index.parts_from(snapshot.at):
            at = base + part.start
            if at > start or (at == start and part.kind == "close"):
                break
            levels.feed(part, data, base)
            is_single = at == start and part.kind == "single"
        named, last = levels.named(self._source.read)
        elements = [level.element for level in named]
        return [*elements, last] if is_single and last.at == start else elements

    def _is_single(self, start: int) -> bool:
        part, _, _ = next(self._index.parts_from(start))
        return part.kind == "single"

    def _close(self, at: int, depth: int) -> tuple[tuple[int, int] | None, int]:
        """Return the tag that closes the element at a place, and how many elements it holds."""
        outline, children = self._index.outline, 0
        snapshot: Snapshot | None = outline.before(at)
        while snapshot is not None:
            levels = Levels(snapshot)
            following = outline.after(snapshot.at)
            for part, data, base in self._index.parts_from(snapshot.at):
                start = base + part.start
                if following is not None and start >= following.at:
                    break
                if start > at and part.kind == "close" and levels.depth == depth:
                    return (start, base + part.end), levels.children(depth)
                levels.feed(part, data, base)
                if start >= at and levels.depth >= depth:
                    children = levels.children(depth)
            snapshot = following and outline.falling(following.at, depth - 1)
        return None, children


def _path(elements: list[Element]) -> str:
    path = ""
    for depth, (name, _, position) in enumerate(elements[1:]):
        path += f"/{name.decode('utf-8', 'replace')}"
        if depth and position:
            path += f"[{position}]"
    return path
