"""Bodies of responses as files, written piece by piece however large they are."""

import os
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes

from .atomic import sync_folder

PIECE = 1024 * 1024


def save_body(path: Path, body: Bytes) -> int:
    """Write a body to a new file, as a whole or not at all; returns how many bytes it has.

    Raises WorkbenchError if there is a file of this name, or if it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        temporary.unlink(missing_ok=True)  # of a crashed process that had this number
        try:
            size = write_body(temporary, body, 0o666)
            os.link(temporary, path)  # unlike a rename, it fails where there is a file
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(path.parent)
    except FileExistsError:
        hint = "choose another name; nothing was written"
        raise WorkbenchError(
            Problem("there is a file of this name already", str(path), hint)
        ) from None
    except OSError as error:
        what = f"cannot save the body: {error.strerror or error}".lower()
        raise WorkbenchError(Problem(what, str(path))) from None
    return size


def write_body(path: Path, body: Bytes, mode: int) -> int:
    """Write what there is of a body to a file that must not be there; raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    size = body.size
    with os.fdopen(descriptor, "wb") as file:
        for at in range(0, size, PIECE):
            file.write(body.read(at, min(PIECE, size - at)))
        file.flush()
        os.fsync(descriptor)
    return size
