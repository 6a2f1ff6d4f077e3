"""A response body as it arrives: in memory while small, then in a file without a name."""

import os
import tempfile
import threading
import time
import weakref
from array import array
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

from workbench.errors import Problem, WorkbenchError

IN_MEMORY = 8 * 1024 * 1024
MOST_STAMPS = 100_000  # times of arrival that are kept, 16 bytes each
_FINEST = 0.001  # seconds between two of them


class Spool:
    """Bytes that one thread appends and any thread reads.

    The file beyond `limit` bytes has no name, so it is gone with the process however
    that ends, and with the last reference if nobody closes the spool. It knows when its bytes
    came, to the millisecond, or more coarsely once that is very much to know.
    """

    def __init__(
        self,
        limit: int = IN_MEMORY,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._memory = bytearray()
        self._file: int | None = None
        self._release: weakref.finalize[[int], Spool] | None = None
        self._size = 0
        self._closed = False
        self._finest = _FINEST
        self._places = array("q")
        self._times = array("d")

    @property
    def size(self) -> int:
        """How many bytes there are by now."""
        return self._size

    @property
    def on_disk(self) -> bool:
        """Whether the bytes lie in the file, since they are too many for memory."""
        return self._file is not None

    def arrived(self, offset: int) -> float | None:
        """Return the seconds from the first byte to the one at an offset."""
        with self._lock:
            place = bisect_right(self._places, offset) - 1
            return self._times[place] - self._times[0] if place >= 0 else None

    def append(self, data: bytes) -> None:
        """Add bytes at the end. When the disk is full, those before stay readable."""
        with self._lock:
            self._check_open()
            self._stamp(self._clock())
            if self._file is None and len(self._memory) + len(data) <= self._limit:
                self._memory += data
            else:
                self._append_to_file(data)
            self._size += len(data)

    def read(self, start: int, length: int) -> bytes:
        """Return up to `length` bytes from `start`; fewer at the end."""
        if start < 0 or length < 0:
            raise ValueError("start and length cannot be negative")
        with self._lock:
            self._check_open()
            length = min(length, self._size - start)
            if length <= 0:
                return b""
            if self._file is None:
                return bytes(memoryview(self._memory)[start : start + length])
            return _read_at(self._file, start, length)

    def close(self) -> None:
        """Give memory and file back. Closing twice is fine; reading after it is an error."""
        with self._lock:
            self._closed = True
            self._memory = bytearray()
            self._file = None
            if self._release is not None:
                self._release()

    def _stamp(self, now: float) -> None:
        if self._times and now - self._times[-1] < self._finest:
            return
        if len(self._times) >= MOST_STAMPS:
            self._places, self._times = self._places[::2], self._times[::2]
            self._finest *= 2
        self._places.append(self._size)
        self._times.append(now)

    def _check_open(self) -> None:
        if self._closed:
            raise WorkbenchError(Problem("this body is no longer kept", hint="send it again"))

    def _append_to_file(self, data: bytes) -> None:
        try:
            if self._file is None:
                self._file = self._moved_to_file()
                self._memory = bytearray()
            _write_at(self._file, self._size, data)
        except OSError as error:
            what = f"cannot keep the body: {error.strerror or error}".lower()
            hint = "make room on the disk of the temporary files"
            raise WorkbenchError(Problem(what, hint=hint)) from None

    def _moved_to_file(self) -> int:
        with tempfile.TemporaryFile(dir=self._folder, buffering=0) as unnamed:
            descriptor = os.dup(unnamed.fileno())
        try:
            _write_at(descriptor, 0, self._memory)
        except OSError:
            os.close(descriptor)
            raise
        self._release = weakref.finalize(self, os.close, descriptor)
        return descriptor


def _write_at(descriptor: int, start: int, data: bytes | bytearray) -> None:
    left = memoryview(data)
    while left:
        written = os.pwrite(descriptor, left, start)
        left, start = left[written:], start + written


def _read_at(descriptor: int, start: int, length: int) -> bytes:
    chunks = []
    while length and (chunk := os.pread(descriptor, length, start)):
        chunks.append(chunk)
        start, length = start + len(chunk), length - len(chunk)
    return b"".join(chunks)
