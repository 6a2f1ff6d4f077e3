"""How many elements an array of JSON has, in a body of any size that is complete."""

import re
from collections.abc import Callable

from workbench.model import Bytes

from .json_index import JsonIndex
from .json_outline import Reducer
from .json_places import JsonPlaces

_FIRST, _MOST = 512, 64 * 1024  # bytes of an array that are looked at without an index
_DEEPEST = 50  # levels of brackets that are looked at without an index
_CLOSED = re.compile(rb"\{[^{}\[\]]*+\}|\[[^{}\[\]]*+\]")
_OWN = re.compile(rb"[^{}\[\]]*+\]")


class JsonLengths:
    """Counts elements; of long arrays by an index, which is made when the first is met.

    `step` is called now and then while it is made, and may raise.
    """

    def __init__(self, source: Bytes, step: Callable[[], None] = lambda: None) -> None:
        self._source = source
        self._step = step
        self._places: JsonPlaces | None = None

    def length_of(self, at: int) -> int:
        """Return how many elements the array has whose bracket is at a place.

        Raises ValueError if its end cannot be found.
        """
        size = _FIRST
        while size <= _MOST:
            if (found := _counted(self._source.read(at + 1, size))) is not None:
                return found
            size *= 8
        if self._places is None:
            self._places = JsonPlaces(self._source, self._indexed())
        stop = self._places.close(at)
        if stop is None:
            raise ValueError(f"the array at byte {at:,} is never closed")
        return self._places.members(at, stop)

    def _indexed(self) -> JsonIndex:
        index = JsonIndex(self._source)
        while data := self._source.read(index.fed, index.stride):
            index.feed(data)
            self._step()
        if not index.ok:
            raise ValueError("brackets do not match, or are nested too deeply to be counted in")
        return index


def _counted(data: bytes) -> int | None:
    """Return the elements of an array that these bytes continue; None if they do not end it."""
    text = Reducer().reduced(data)
    for _ in range(_DEEPEST):
        if (own := _OWN.match(text)) is not None:
            return own[0].count(b",") + (len(own[0]) > 1)
        text, found = _CLOSED.subn(b"a", text)
        if not found:
            break
    return None
