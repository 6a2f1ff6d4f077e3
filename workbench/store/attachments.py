"""Files that requests send: `@file`, file bodies, parts, certificates, data rows.

A path is data from the collection. It is resolved first, and the place it leads to must
lie in the collection or be one that the user has allowed by its exact canonical path.
That place is then opened folder by folder without following any link, so that nothing
which changes in between can lead elsewhere.
"""

import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from workbench.errors import ExitCode, Problem, WorkbenchError

from .files import failed

CHUNK = 64 * 1024
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NOCTTY


class OutsideError(WorkbenchError):
    """A file lies outside of the collection, and `path`, its place, has not been allowed."""

    exit_code = ExitCode.UNTRUSTED

    def __init__(self, path: Path, written: str) -> None:
        what = f'"{written}" is outside of the collection'
        super().__init__(Problem(what, str(path), "move it into the collection, or allow it"))
        self.path = path


class Attachment:
    """An open regular file of `size` bytes; close it, or use it in a `with` block.

    Its content can be read any number of times, for redirects and retries.
    """

    def __init__(self, descriptor: int, path: Path, status: os.stat_result) -> None:
        self._descriptor = descriptor
        self._modified = status.st_mtime_ns
        self.path = path
        self.size = status.st_size

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """Yield the content, exactly `self.size` bytes; raises if the file changes meanwhile."""
        at = 0
        while chunk := self.piece(at, size):
            at += len(chunk)
            yield chunk

    def piece(self, at: int, size: int) -> bytes:
        """Return up to `size` bytes from a place; none at the end, where changes are noticed."""
        try:
            piece = os.pread(self._descriptor, max(min(size, self.size - at), 0), at)
        except OSError as error:
            raise failed("read", error, str(self.path)) from None
        if piece or not size:
            return piece
        status = os.fstat(self._descriptor)
        if at < self.size or (status.st_mtime_ns, status.st_size) != (self._modified, self.size):
            raise self._changed()
        return b""

    def read(self, limit: int) -> bytes:
        """Return the whole content; raises if it is larger than `limit` bytes."""
        if self.size > limit:
            what = f"the file has {self.size} bytes, more than the {limit} that can be used here"
            raise WorkbenchError(Problem(what, str(self.path)))
        return b"".join(self.chunks())

    def close(self) -> None:
        """Close the file; what `chunks` has not yielded yet cannot be read any more."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __enter__(self) -> "Attachment":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _changed(self) -> WorkbenchError:
        return WorkbenchError(Problem("the file changed while it was read", str(self.path)))


def place_of(root: Path, written: str) -> Path:
    """Return the canonical place that a path leads to; a relative one starts at the root.

    Nothing is opened. Raises if there is nothing at this place.
    """
    if not written or "\0" in written:
        raise WorkbenchError(Problem(f"{written!r} is no path of a file".lower()))
    try:
        return (root / written).resolve(strict=True)
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno not in {errno.ENOENT, errno.ELOOP}:
            raise failed("read", error, written) from None
        hint = "" if Path(written).is_absolute() else "it is looked for from the collection's root"
        if written.startswith("~"):
            hint = 'write the whole path instead of "~"'
        what = "a link that leads nowhere" if _is_link(root / written) else "there is no such file"
        raise WorkbenchError(Problem(what, written, hint)) from None


def outside_place(root: Path, written: str) -> Path | None:
    """Return the canonical place of a path if it is outside of the collection, else None.

    This is what a collection has to be allowed before `open_attachment` opens it.
    """
    place = place_of(root, written)
    return None if place.is_relative_to(root.resolve()) else place


def open_attachment(root: Path, written: str, allowed: Collection[str] = ()) -> Attachment:
    """Open the file at a path of a collection.

    `allowed` holds canonical places outside of the collection (`Capabilities.outside_files`).
    Raises OutsideError for any other, and a WorkbenchError for what is no regular file.
    """
    place = place_of(root, written)
    base = root.resolve()
    if place.is_relative_to(base):
        descriptor = _open_below(base, place, written)
    elif str(place) in allowed:
        descriptor = _open_below(Path(place.anchor), place, written)
    else:
        raise OutsideError(place, written)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise WorkbenchError(Problem("not a regular file", written))
    return Attachment(descriptor, place, status)


def _open_below(base: Path, place: Path, written: str) -> int:
    """Open a place one name at a time, so that a link put there meanwhile is refused."""
    *folders, name = place.relative_to(base).parts or (".",)
    try:
        here = os.open(base, _FOLDER)
        try:
            for folder in folders:
                here, outer = os.open(folder, _FOLDER, dir_fd=here), here
                os.close(outer)
            return os.open(name, _FILE, dir_fd=here)
        finally:
            os.close(here)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            what = "the file was replaced by a link while it was opened"
            raise WorkbenchError(Problem(what, written)) from None
        if error.errno == errno.ENXIO:  # a socket
            raise WorkbenchError(Problem("not a regular file", written)) from None
        raise failed("read", error, written) from None


def _is_link(path: Path) -> bool:
    with suppress(OSError):
        return path.is_symlink()
    return False
