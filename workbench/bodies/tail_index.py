"""What indexes have in common that cut a growing body into parts: an unfinished one waits."""

from workbench.model import Bytes

from .counted_index import CountedIndex


class TailIndex(CountedIndex):
    """Takes whole parts out of the bytes that were fed, and keeps the rest as its tail.

    A subclass takes them in `_take`, which counts their rows in `_total`.
    """

    def __init__(self, source: Bytes) -> None:
        super().__init__(source)
        self._tail = b""
        self._done = 0

    def feed(self, data: bytes) -> None:
        """Index the next bytes, which the source must hold already."""
        self._tail += data
        self._fed += len(data)
        self._take(is_last=False)

    def finish(self) -> None:
        """All bytes have been fed: what stands at the end is a part as well."""
        self._take(is_last=True)

    def _take(self, *, is_last: bool) -> None:
        """Take the parts that are complete; all that is there if it `is_last`."""
        raise NotImplementedError
