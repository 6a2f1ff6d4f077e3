"""Files as they were last read: one that looks the same is not read and decoded again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from workbench.errors import WorkbenchError
from workbench.formats.text import decode_text

from .files import Stamp, content_hash, failed, read_stamped, stamp_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a file held, and what was made of it. `text` is empty where there is none."""

    stamp: Stamp
    hash: str
    text: str
    decoded: T | WorkbenchError

    def value(self) -> T:
        """Return what was made of it; raises the error if nothing could be."""
        if isinstance(self.decoded, WorkbenchError):
            raise WorkbenchError(*self.decoded.problems)
        return self.decoded


class Readings:
    """The readings of one collection's files, from one scan to the next."""

    def __init__(self) -> None:
        self._known: dict[Path, Reading[Any]] = {}
        self._met: dict[Path, Reading[Any]] = {}

    def read(self, path: Path, where: str, decode: Callable[[str, str], T]) -> Reading[T]:
        """Return the reading of a regular file, decoded from its text and its `where`.

        A path is always read with the same decoder. Raises if it cannot be read at all.
        """
        reading = self._known.get(path)
        if reading is None or reading.stamp != _stamp(path, where):
            reading = _fresh(path, where, decode)
        self._met[path] = reading
        return reading

    def turn(self) -> None:
        """End a scan: what it has not met is forgotten."""
        self._known, self._met = self._met, {}


def _stamp(path: Path, where: str) -> Stamp:
    try:
        return stamp_of(path.lstat())
    except OSError as error:
        raise failed("read", error, where) from None


def _fresh(path: Path, where: str, decode: Callable[[str, str], T]) -> Reading[T]:
    data, stamp = read_stamped(path, where)
    text = ""
    decoded: T | WorkbenchError
    try:
        text = decode_text(data, where)
        decoded = decode(text, where)
    except WorkbenchError as error:
        decoded = WorkbenchError(*error.problems)  # without the frames that the other holds
    return Reading(stamp, content_hash(data), text, decoded)
