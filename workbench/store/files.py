"""Read and replace single files so that neither a crash nor a trap can cost content.

Reading opens regular files only and never waits for one. Writing goes to a temporary
file beside the target, which takes its place in one step: old or new, never a mix.
"""

import errno
import hashlib
import os
import re
import stat
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from workbench.errors import Problem, WorkbenchError
from workbench.formats.text import MAX_BYTES, too_large

from .atomic import put

LARGEST = 256 * 1024 * 1024  # bytes of a file of our own, such as a draft
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMPORARY = re.compile(r"\..+\.tmp-(\d+)")
_KEPT = "the file is as it was"

# Two saves of one process share the name of the temporary file.
_writing = threading.Lock()


class ChangedError(WorkbenchError):
    """A file holds something else than what was to be replaced."""


class Stamp(NamedTuple):
    """What tells without reading that a file may have changed. Times are nanoseconds."""

    modified: int
    changed: int
    size: int
    inode: int


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the stamp in what the system says of a file."""
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def content_hash(data: bytes) -> str:
    """Return what tells two contents of a file apart; size and time do not."""
    return hashlib.sha256(data).hexdigest()


def read_file(path: Path, where: str, most: int = MAX_BYTES) -> bytes:
    """Return the content of a regular file; a link in its place is refused, not followed.

    One of more than `most` bytes is refused as well.
    """
    return read_stamped(path, where, most)[0]


def read_stamped(path: Path, where: str, most: int = MAX_BYTES) -> tuple[bytes, Stamp]:
    """Return the content of a regular file, and the stamp that it had before it was read."""
    try:
        descriptor = os.open(path, _READ)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise WorkbenchError(Problem("a link, not a file", where)) from None
        raise failed("read", error, where) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise WorkbenchError(Problem("not a regular file", where))
        if status.st_size > most:
            raise too_large(where, most)
        return _read_all(descriptor, most), stamp_of(status)
    except OSError as error:
        raise failed("read", error, where) from None
    finally:
        os.close(descriptor)


def write_file(
    path: Path, data: bytes, where: str, *, replaces: str | None, mode: int = 0o666
) -> None:
    """Put data in a file, all or nothing. Nothing is written when it is there already.

    `replaces` is the content hash of the file that may be replaced; None means that
    there must be no file. `mode` is for a new file and subject to the umask.
    """
    with _writing:
        try:
            refuse(path, where, replaces)
            if replaces != content_hash(data):
                new = mode if replaces is None else None
                put(path, data, lambda: refuse(path, where, replaces), new=new)
        except OSError as error:
            raise failed("write", error, where) from None


def refuse(path: Path, where: str, replaces: str | None) -> None:
    """Raise an error if a file is not what `replaces` is the hash of, or None but there."""
    if replaces is None:
        if _is_there(path, where):
            raise WorkbenchError(Problem("there is a file of this name already", where))
        return
    if not _is_there(path, where):
        hint = "keep it as a new request, or bring the file back"
        raise WorkbenchError(Problem("the file is gone", where, hint))
    if content_hash(read_file(path, where, LARGEST)) != replaces:
        hint = "load it again and compare before you save"
        raise ChangedError(Problem("the file has changed on disk", where, hint))


def follow(path: Path, where: str) -> Path:
    """Return the file that a link leads to, or the path itself if it is none."""
    try:
        return path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError):
        raise WorkbenchError(Problem("a link that leads nowhere", where)) from None


def entries(folder: Path) -> list[Path]:
    """Return what is in a folder, sorted; nothing if there is no such folder."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise failed("read", error, str(folder)) from None


def private_folder(path: Path) -> Path:
    """Make a folder, and those above it that are missing, for this user alone."""
    try:
        missing = [part for part in (path, *path.parents) if not part.exists()]
        for part in reversed(missing):
            part.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        what = f"cannot make the folder: {error.strerror or error}".lower()
        raise WorkbenchError(Problem(what, str(path))) from None
    return path


def is_temporary(name: str) -> bool:
    """Tell whether a file name is one that writers here use while they write."""
    return _TEMPORARY.fullmatch(name) is not None


def remove_stale(path: Path) -> None:
    """Remove a temporary file that a writer left behind which is no longer alive."""
    found = _TEMPORARY.fullmatch(path.name)
    if found is None or is_alive(int(found[1])):
        return
    with suppress(OSError):  # a folder that cannot be written to keeps its litter
        path.unlink()


def is_alive(process_id: int) -> bool:
    """Tell whether there is a process of this number."""
    try:
        os.kill(process_id, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def failed(doing: str, error: OSError, where: str) -> WorkbenchError:
    """Return the error for a file that the system does not let us read or write."""
    hint = _KEPT if doing == "write" else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        what = "the disk is full"
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        what = f"no permission to {doing} the file"
    elif error.errno == errno.ENOENT:
        what = "there is no such file"
    else:
        what = f"cannot {doing} the file: {error.strerror or error}".lower()
    return WorkbenchError(Problem(what, where, hint))


def _is_there(path: Path, where: str) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise failed("read", error, where) from None
    return True


def _read_all(descriptor: int, most: int) -> bytes:
    chunks = []
    left = most + 1  # one more than allowed, so that a growing file shows
    while left and (chunk := os.read(descriptor, min(left, 1 << 20))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)
