"""A JSON Web Token as the whole body, taken apart."""

from collections.abc import Iterator

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.jwt import LONGEST, TOKEN, decode_token, token_lines
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex
from workbench.model import Bytes


def _decoded(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=LONGEST)


def _lines(source: Bytes) -> Iterator[Line]:
    return token_lines(decode_token(source.read(0, source.size).decode("ascii")))


def _claim(_content_type: str, head: bytes) -> Claim:
    text = head.decode("latin-1").strip()
    found = TOKEN.match(text)
    return Claim.SHAPED if found is not None and found.end() == len(text) else Claim.NONE


KIND = Kind("JWT", (View("decoded", _decoded), RAW, HEX), _claim)
