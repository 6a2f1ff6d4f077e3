"""Tar archives as a list of what is in them. Nothing is unpacked."""

from collections.abc import Iterator

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex
from workbench.bodies.tar_files import is_tar
from workbench.model import Bytes

_LARGEST = 1 << 30


def _files(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=_LARGEST)


def _lines(source: Bytes) -> Iterator[Line]:
    from workbench.bodies.body_file import BodyFile
    from workbench.bodies.tar_files import tar_lines

    return tar_lines(BodyFile(source))


def _claim(_content_type: str, head: bytes) -> Claim:
    return Claim.CERTAIN if is_tar(head) else Claim.NONE


KIND = Kind("tar", (View("files", _files), HEX), _claim)
