"""Where the brackets of a JSON text open and close, found from an index's snapshots."""

from typing import NamedTuple

from workbench.model import Bytes

from .checkpoints import SPACING
from .json_index import JsonIndex
from .json_outline import Level, Levels, Reducer
from .json_tokens import Token, after_string, tokens

_NOTHING = Token(b"", 0, 0)


class Opening(NamedTuple):
    """A bracket that is open, the key in front of it, and the commas since."""

    bracket: bytes
    at: int
    key: bytes | None
    commas: int


class JsonPlaces:
    """Finds brackets in the JSON that an index has been fed; every place is a token's start."""

    def __init__(self, source: Bytes, index: JsonIndex) -> None:
        self._source = source
        self._index = index

    def openings(self, offset: int) -> list[Opening]:
        """Return what is open before the token at an offset, from the outside in."""
        levels = self._levels(offset)
        found: list[Opening] = []
        while len(found) < len(levels):
            depth, near = len(found), levels[len(found)].near
            inner = self._opened(near, min(near + SPACING + 1, offset), depth)
            for level, (at, key) in zip(levels[depth:], inner, strict=False):
                if level.near != near:
                    break
                found.append(Opening(level.bracket, at, key, level.commas))
            if len(found) == depth:  # only where brackets do not match
                break
        return found

    def close(self, at: int) -> int | None:
        """Return where the bracket that opens at `at` is closed, if that is there by now."""
        fed, outline = self._index.fed, self._index.outline
        following = outline.after(at)
        end = fed if following is None else following.at
        found = self._falls(at + 1, end, 1, False)
        if found is not None or following is None:
            return found
        depth = len(self._levels(at))
        low = outline.falling(at, depth)
        return self._falls(low.at, fed, len(low.levels) - depth, low.inside)

    def members(self, at: int, stop: int) -> int:
        """Return how many members the bracket at `at` has before `stop`, where it is closed."""
        if next(tokens(self._source, at + 1, stop), None) is None:
            return 0
        depth, levels = len(self._levels(at)), self._levels(stop)
        return levels[depth].commas + 1 if depth < len(levels) else 0

    def nearest(self, at: int, end: int, number: int) -> tuple[int, int]:
        """Return a member of the bracket at `at` and where it may be found, `number` at most."""
        depth = len(self._levels(at))
        snapshot = self._index.outline.nearest(at, end, depth, number - 1) if number else None
        if snapshot is None:
            return 0, at + 1
        height, passed = len(snapshot.levels) - depth - 1, snapshot.levels[depth].commas
        here = snapshot.at
        if snapshot.inside:
            here = after_string(self._source, here, self._index.fed)
        for token in tokens(self._source, here, end):
            if token.text == b"," and height == 0:
                return passed + 1, token.end
            height += (token.text in (b"{", b"[")) - (token.text in (b"}", b"]"))
        return 0, at + 1

    def _levels(self, offset: int) -> list[Level]:
        snapshot = self._index.outline.before(offset)
        levels, reducer = Levels(snapshot.levels), Reducer(snapshot.inside)
        for at in range(snapshot.at, offset, SPACING):
            levels.feed(reducer.reduced(self._source.read(at, min(SPACING, offset - at))), at)
        return levels.open

    def _opened(self, near: int, end: int, depth: int) -> list[tuple[int, bytes | None]]:
        """Return the place and key of brackets at least `depth` deep that are open at `end`.

        The first of them opens at `near` or behind it; its key may stand before that.
        """
        start = near
        while True:
            checkpoint, at, height = self._index.resume(start)
            opened: dict[int, tuple[int, bytes | None]] = {}
            seen = True
            before, last = _NOTHING, _NOTHING
            for token in tokens(self._source, at, end):
                if token.text in (b"{", b"["):
                    is_member = last.text == b":" and before.text[:1] == b'"'
                    opened[height] = token.start, before.text if is_member else None
                    if height == depth:
                        seen = bool(before.text)
                    height += 1
                elif token.text in (b"}", b"]"):
                    height -= 1
                    opened.pop(height, None)
                before, last = last, token
            if checkpoint == 0 or (seen and depth in opened):
                break
            start = checkpoint - 1
        found: list[tuple[int, bytes | None]] = []
        while depth + len(found) in opened:
            found.append(opened[depth + len(found)])
        return found

    def _falls(self, at: int, end: int, height: int, inside: bool) -> int | None:
        """Return the first closing bracket that leaves `height` brackets less than at `at`."""
        reducer = Reducer(inside)
        while at < end:
            data = self._source.read(at, min(SPACING, end - at))
            was_inside, start = reducer.inside, at - len(reducer.carry)
            closed, opened = _unmatched(reducer.reduced(data))
            if closed >= height:
                return self._exact(start, height, was_inside)
            height += opened - closed
            at += len(data)
        return None

    def _exact(self, at: int, height: int, inside: bool) -> int | None:
        fed = self._index.fed
        if inside:
            at = after_string(self._source, at, fed)
        for token in tokens(self._source, at, fed):
            if token.text in (b"{", b"["):
                height += 1
            elif token.text in (b"}", b"]"):
                height -= 1
                if height == 0:
                    return token.start
        return None


def _unmatched(text: bytes) -> tuple[int, int]:
    """Return how many brackets reduced text closes and leaves open."""
    text, size = text.translate(None, b"a,:"), -1
    while size != len(text):
        size = len(text)
        text = text.replace(b"{}", b"").replace(b"[]", b"")
    closed = len(text) - len(text.lstrip(b"}]"))
    return closed, len(text) - closed
