"""The files of a body: opened with care when a request is sent, closed when it is over."""

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypedDict

from workbench.client.multipart import FileTypes
from workbench.model import FileBody, MultipartBody, Part, Resolved
from workbench.store.attachments import Attachment, open_attachment


class BodyArguments(TypedDict, total=False):
    """What the client is given for a body."""

    content: "bytes | UploadFile"
    files: list[tuple[str, FileTypes]]


@contextmanager
def body_of(resolved: Resolved, root: Path, allowed: frozenset[str]) -> Iterator[BodyArguments]:
    """Return a request's body as the client takes it, with its files open meanwhile.

    `allowed` are the files outside of the collection that it may send. Raises WorkbenchError.
    """
    with ExitStack() as stack:

        def opened(path: str) -> UploadFile:
            return UploadFile(stack.enter_context(open_attachment(root, path, allowed)))

        match resolved.body:
            case bytes(content):
                yield {"content": content} if content else {}
            case FileBody(file, _):
                yield {"content": opened(file)}
            case MultipartBody(parts):
                files = [
                    (part.name, _described(part, opened(part.file) if part.file else None))
                    for part in parts
                ]
                yield {"files": files}


def _described(part: Part, file: "UploadFile | None") -> FileTypes:
    if file is None:
        return (part.filename or None, part.value.encode(), part.content_type or None)
    content: Any = file  # it is one, though not by its ancestors
    return (part.filename or file.name, content, part.content_type or None)


class UploadFile(io.RawIOBase):
    """An attachment as the file that the client reads; going back in it is possible."""

    def __init__(self, attachment: Attachment) -> None:
        self._attachment = attachment
        self._at = 0

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self._attachment.name

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place and return it."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._attachment.size}
        self._at = max(start[whence] + offset, 0)
        return self._at

    def tell(self) -> int:
        """Return where the next reading starts."""
        return self._at

    def readinto(self, buffer: object) -> int:
        """Fill a buffer with what comes next; return how much it was."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # anything that can be written into
        piece = self._attachment.piece(self._at, len(view))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
