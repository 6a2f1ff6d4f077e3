"""Content codings beyond zlib's: br and zstd, from packages that are loaded when first used.

Like every decoder they yield at most STEP bytes at a time and take nothing cut short.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from .errors import DecodingError

STEP = 1 << 18
# RFC 9659: what a decoder of the "zstd" coding has to reserve, 8 MiB; more is refused.
WINDOW_LOG = 23
PACKAGES = {"br": ("brotli", "brotlicffi"), "zstd": ("compression.zstd", "backports.zstd")}


@lru_cache(maxsize=8)
def package_for(coding: str) -> str | None:
    """Return the installed package that undoes a coding, without loading it; None if none is."""
    for name in PACKAGES.get(coding, ()):
        top = name.partition(".")[0]
        if find_spec(top) is not None and (top == name or find_spec(name) is not None):
            return name
    return None


@lru_cache(maxsize=1)
def accepted_codings() -> bytes:
    """Return the Accept-Encoding that says what can be undone here."""
    extra = [coding for coding in PACKAGES if package_for(coding) is not None]
    return ", ".join(["gzip", "deflate", *extra]).encode("ascii")


def package(coding: str) -> Any:
    """Load the package for a coding."""
    name = package_for(coding)
    assert name is not None  # callers ask package_for() first
    return import_module(name)


class Brotli:
    """Undo br (RFC 7932)."""

    def __init__(self, may_be_empty: bool = False) -> None:
        brotli = package("br")
        self._error: type[Exception] = brotli.error
        self._decoder = brotli.Decompressor()
        self._may_be_empty = may_be_empty

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the decompressed bytes, a bounded step at a time."""
        self._may_be_empty = False
        if self._decoder.is_finished():
            raise DecodingError("the body goes on after the end of its br stream")
        while True:
            try:
                piece = self._decoder.process(data, output_buffer_limit=STEP)
            except self._error as error:
                raise DecodingError("the body is not valid br") from error
            for start in range(0, len(piece), STEP):
                yield piece[start : start + STEP]
            # A decoder that takes more data may still hold output of what it has.
            ready = not piece and self._decoder.can_accept_more_data()
            if ready or self._decoder.is_finished():
                return
            data = b""

    def finish(self) -> Iterator[bytes]:
        """Check that the stream was complete."""
        if not self._may_be_empty and not self._decoder.is_finished():
            raise DecodingError("the body ends in the middle of its br stream")
        return iter(())


class Zstandard:
    """Undo zstd (RFC 8878), with any number of frames."""

    def __init__(self, may_be_empty: bool = False) -> None:
        self._zstd = package("zstd")
        self._decoder = self._frame()
        self._may_be_empty = may_be_empty

    def _frame(self) -> Any:
        limit = {self._zstd.DecompressionParameter.window_log_max: WINDOW_LOG}
        return self._zstd.ZstdDecompressor(options=limit)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the decompressed bytes, a bounded step at a time."""
        self._may_be_empty = False
        while data or not (self._decoder.needs_input or self._decoder.eof):
            if self._decoder.eof:
                self._decoder = self._frame()
            try:
                piece = self._decoder.decompress(data, STEP)
            except self._zstd.ZstdError as error:
                raise DecodingError("the body is not valid zstd") from error
            data = self._decoder.unused_data if self._decoder.eof else b""
            if piece:
                yield piece

    def finish(self) -> Iterator[bytes]:
        """Check that the last frame was complete, its checksum included."""
        if not self._may_be_empty and not self._decoder.eof:
            raise DecodingError("the body ends in the middle of its zstd stream")
        return iter(())
