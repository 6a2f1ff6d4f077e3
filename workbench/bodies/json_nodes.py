"""The nodes of a JSON text: where they lie, their paths and members, each found on demand.

Nothing is parsed as a whole and nothing is kept: an answer takes some milliseconds in a body
of any size, from the snapshots and checkpoints that its index has made.
"""

from collections.abc import Iterator

from workbench.model import Bytes

from .index import Node
from .json_index import JsonIndex
from .json_names import decoded_name, path_step
from .json_places import JsonPlaces, Opening
from .json_tokens import Token, tokens

OPENING = (b"{", b"[")
CLOSING = (b"}", b"]")


class JsonNodes:
    """Answers about the nodes of the JSON that an index has been fed."""

    def __init__(self, source: Bytes, index: JsonIndex) -> None:
        self._source = source
        self._index = index
        self._places = JsonPlaces(source, index)

    def path(self, row: int) -> str:
        """Return the JSONPath of what begins or ends in a row: `$.items[2].id`."""
        start, _ = self._index.span(row)
        key, _, text = self._member(start)
        openings = self._places.openings(start)
        if text in CLOSING:
            return _path(openings[:-1], openings[-1].key) if openings else "$"
        return _path(openings, key)

    def node(self, row: int) -> Node | None:
        """Return the node that begins or ends in a row, or None where there is none."""
        start, end = self._index.span(row)
        if start >= end:
            return None
        key, at, text = self._member(start)
        openings = self._places.openings(start)
        if text in CLOSING:
            if not openings:
                return None
            last = openings.pop()
            key, at, text = last.key, last.at, last.bracket
        path = _path(openings, key)
        if text not in OPENING:
            stop = next((token.end for token in self._tokens(at)), at)
            return Node(path, key, at, stop, row, row, None)
        close = self._places.close(at)
        stop = self._index.fed if close is None else close
        return Node(
            path,
            key,
            at,
            None if close is None else close + 1,
            self._index.row_at(at),
            self._index.row_at(stop),
            self._places.members(at, stop),
        )

    def parent_row(self, row: int) -> int | None:
        """Return the row in which what surrounds a row's node begins; None at the top."""
        start, _ = self._index.span(row)
        openings = self._places.openings(start)
        if openings and self._member(start)[2] in CLOSING:
            openings.pop()
        return self._index.row_at(openings[-1].at) if openings else None

    def row_of(self, *path: str | int) -> int | None:
        """Return the row where the node at these names and positions begins, if it is there.

        Of members with the same name it is the first. Members of an object are passed one by
        one, elements of an array are not.
        """
        row = 0
        for step in path:
            node = self.node(row)
            if node is None or node.members is None:
                return None
            is_array = self._source.read(node.start, 1) == b"["
            if is_array != isinstance(step, int):
                return None
            members = self._members(node, step if isinstance(step, int) else 0)
            for number, key, start in members:
                if number == step or (key is not None and decoded_name(key) == step):
                    row = self._index.row_at(start)
                    break
            else:
                return None
        return row if self._index.rows_total else None

    def _members(self, node: Node, first: int) -> Iterator[tuple[int, bytes | None, int]]:
        """Yield the number, key and place of members, from about number `first` on."""
        number, at = self._places.nearest(node.start, node.end or self._index.fed, first)
        end = self._index.fed if node.end is None else node.end - 1
        while at < end:
            token = next(tokens(self._source, at, end), None)
            if token is None:
                return
            if token.text == b",":
                number, at = number + 1, token.end
                continue
            key, start, text = self._member(token.start)
            yield number, key, token.start
            if text in OPENING:
                close = self._places.close(start)
                at = end if close is None else close + 1
            else:
                at = next((token.end for token in self._tokens(start)), end)

    def _member(self, start: int) -> tuple[bytes | None, int, bytes]:
        """Return the key of a member, if it has one, and the place and text of its value."""
        ahead = self._tokens(start)
        first = next(ahead, Token(b"", start, start))
        if first.text[:1] != b'"':
            return None, first.start, first.text
        second = next(ahead, None)
        if second is None or second.text != b":":
            return None, first.start, first.text
        value = next(ahead, Token(b"", second.end, second.end))
        return first.text, value.start, value.text

    def _tokens(self, at: int) -> Iterator[Token]:
        return tokens(self._source, at, self._index.fed)


def _path(openings: list[Opening], key: bytes | None) -> str:
    keys = [opening.key for opening in openings[1:]] + [key]
    path = "$"
    for opening, name in zip(openings, keys, strict=False):
        if opening.bracket == b"[":
            path += f"[{opening.commas}]"
        elif name is not None:
            path += path_step(decoded_name(name))
    return path
