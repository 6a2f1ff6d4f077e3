"""Tables: values separated by commas, semicolons or tabs."""

from workbench.bodies.index import RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.sniff import reads_as_text
from workbench.bodies.table_index import TableIndex
from workbench.model import Bytes

_TYPES = {
    "text/csv": "",
    "application/csv": "",
    "text/tab-separated-values": "\t",
}
_SEPARATORS = ",;\t|"


def _table(source: Bytes, content_type: str) -> RowIndex:
    declared = content_type.partition(";")[0].strip().lower()
    return TableIndex(source, _TYPES.get(declared) or separator_of(source.read(0, 4096)))


def separator_of(head: bytes) -> str:
    """Return what separates the values of the first line."""
    first = head.decode("utf-8", "replace").partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def _claim(content_type: str, head: bytes) -> Claim:
    declared = content_type in _TYPES and reads_as_text(head, declared=True)
    return Claim.DECLARED if declared else Claim.NONE


KIND = Kind("CSV", (View("table", _table), RAW, HEX), _claim)
