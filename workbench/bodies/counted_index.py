"""What indexes have in common that count the rows of a body while they are fed."""

from workbench.model import Bytes

from .checkpoints import Checkpoints
from .index import RowIndex


class CountedIndex(RowIndex):
    """Keeps count, and where some of the rows begin.

    A subclass counts bytes in `_fed` and rows in `_total`, and adds to the `_checkpoints`.
    """

    def __init__(self, source: Bytes) -> None:
        self._source = source
        self._checkpoints = Checkpoints()
        self._fed = self._total = 0

    @property
    def fed(self) -> int:
        """How many bytes of the source have been indexed."""
        return self._fed

    @property
    def rows_total(self) -> int:
        """How many rows there are by now."""
        return self._total
