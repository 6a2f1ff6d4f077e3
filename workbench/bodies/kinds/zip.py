"""Zip files as a list of what is in them. Nothing is unpacked."""

from collections.abc import Iterator

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex
from workbench.bodies.safe import safe_line
from workbench.model import Bytes

_LARGEST = 256 << 20
_END = b"PK\x05\x06"
_MOST_LISTING = 16 << 20  # bytes of the directory at the end


def _files(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=_LARGEST)


def _lines(source: Bytes) -> Iterator[Line]:
    import zipfile

    from workbench.bodies.body_file import BodyFile

    tail = source.read(max(0, source.size - 66_000), 66_000)
    end = tail.rfind(_END)
    if end < 0 or int.from_bytes(tail[end + 12 : end + 16], "little") > _MOST_LISTING:
        raise ValueError("no directory, or too large a one")
    try:
        with zipfile.ZipFile(BodyFile(source)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise ValueError(str(error)) from None
    total = sum(entry.file_size for entry in listed)
    yield (("more", f"{len(listed):,} files, {total:,} bytes unpacked"),)
    for entry in listed:
        moment = "{:04}-{:02}-{:02} {:02}:{:02}".format(*entry.date_time[:5])
        name = ("key" if entry.is_dir() else "text", safe_line(entry.filename))
        yield (("number", f"{entry.file_size:>14,}  "), ("offset", f"{moment}  "), name)


def _claim(_content_type: str, head: bytes) -> Claim:
    return Claim.CERTAIN if head.startswith((b"PK\x03\x04", _END)) else Claim.NONE


KIND = Kind("zip", (View("files", _files), HEX), _claim)
