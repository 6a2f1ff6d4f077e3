"""Give a file new content in one step: a crash at any point leaves the old or the new."""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
# Seconds to wait for another process that is just putting its file in place.
PATIENCE = 2.0


def put(path: Path, data: bytes, check: Callable[[], None], *, new: int | None) -> None:
    """Write data beside a file and let it take the file's place.

    `new` is the mode of a file that must not be there yet; None replaces one, and keeps
    its mode and owner. `check` is called last, while no other process of this program
    can write in the folder; what it raises stops the write. Raises OSErrors.
    """
    temporary = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    temporary.unlink(missing_ok=True)  # of a crashed process that had this number
    try:
        descriptor = os.open(temporary, _CREATE, 0o600 if new is None else new)
        try:
            if new is None:
                _refuse_read_only(path)
                _keep_owner_and_mode(descriptor, path.stat())
            _write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        with alone_in(path.parent):
            check()
            if new is None:
                os.replace(temporary, path)  # noqa: PTH105 - the step that tests interrupt
            else:
                _place_new(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which every process of this program takes to write there.

    Where the file system knows no locks it goes without.
    """
    descriptor = os.open(folder, _FOLDER)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)  # gives the lock back


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a power cut, where the file system can do that.

    Where it cannot, a power cut may bring the old content back, which is whole too; the
    new one is in its place, so saying that the write failed would be wrong.
    """
    with suppress(OSError):
        descriptor = os.open(path, _FOLDER)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise OSError(errno.EBUSY, "Another program is writing in this folder") from None
            time.sleep(0.005)
        except OSError:
            return  # no locks here
        else:
            return


def _place_new(temporary: Path, path: Path) -> None:
    """Give a file its name, which must be free; a rename would not see that it is not."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, _CREATE, 0o600))  # takes the name
        temporary.replace(path)
    else:
        temporary.unlink()


def _refuse_read_only(path: Path) -> None:
    """Raise if a file may not be written to: a rename would not care."""
    effective = os.access in os.supports_effective_ids
    if not os.access(path, os.W_OK, effective_ids=effective):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))


def _keep_owner_and_mode(descriptor: int, old: os.stat_result) -> None:
    new = os.fstat(descriptor)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(PermissionError):  # only root may give files away
            os.fchown(descriptor, old.st_uid, old.st_gid)
    if stat.S_IMODE(new.st_mode) != stat.S_IMODE(old.st_mode):
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
