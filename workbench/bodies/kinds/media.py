"""Documents, sounds, films and other files with a signature: what their heads say."""

from collections.abc import Iterator

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex, facts
from workbench.bodies.media_facts import media_facts, name_of
from workbench.bodies.sniff import reads_as_text
from workbench.model import Bytes


def _facts(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=1 << 50)


def _lines(source: Bytes) -> Iterator[Line]:
    return facts(*media_facts(source))


def _claim(_content_type: str, head: bytes) -> Claim:
    if not name_of(head):
        return Claim.NONE
    is_binary = not reads_as_text(head, False) or head.startswith(b"%PDF-")
    return Claim.CERTAIN if is_binary else Claim.NONE


KIND = Kind("file", (View("facts", _facts), HEX), _claim)
