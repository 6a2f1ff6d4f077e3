"""JSON, one value a line, out of bytes in any slices. No I/O; a stage like those in decode.py.

Lines end with LF, or CRLF; empty ones are skipped (ndjson-spec, section 3).
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any

from .errors import RequestError

MAX_LINE = 16 << 20


class NDJSONError(RequestError, ValueError):
    """A line of the body is not JSON, or too long. `line_number` counts from 1."""

    phase = "receive"

    def __init__(self, message: str, line_number: int) -> None:
        super().__init__(f"line {line_number} of the body {message}")
        self.line_number = line_number


class JSONLines:
    """Values out of bytes; `max_line` is in bytes."""

    def __init__(self, max_line: int = MAX_LINE) -> None:
        self._max_line = max_line
        self._open: list[bytes] = []
        self._size = 0
        self._number = 0

    def feed(self, data: bytes) -> Iterator[Any]:
        """Yield the values of the lines that are complete by now."""
        start = 0
        while (end := data.find(b"\n", start)) >= 0:
            yield from self._value(data[start:end])
            start = end + 1
        if start < len(data):
            self._hold(data[start:])

    def finish(self) -> Iterator[Any]:
        """Yield the value of a last line without a line end."""
        if self._open:
            yield from self._value(b"")

    def _hold(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._max_line:
            raise NDJSONError(f"is longer than {self._max_line} bytes", self._number + 1)
        self._open.append(piece)

    def _value(self, last: bytes) -> Iterator[Any]:
        self._hold(last)
        line = b"".join(self._open)
        self._open, self._size = [], 0
        self._number += 1
        if self._number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield self._parsed(line)

    def _parsed(self, line: bytes) -> Any:
        try:
            return json.loads(line.decode("utf-8"))
        except RecursionError:
            raise NDJSONError("is nested too deeply", self._number) from None
        except UnicodeDecodeError as error:
            raise NDJSONError(f"is not UTF-8 at byte {error.start + 1}", self._number) from error
        except json.JSONDecodeError as error:
            why = f"{error.msg[:1].lower()}{error.msg[1:]} at character {error.colno}"
            raise NDJSONError(f"is not JSON: {why}", self._number) from error
        except ValueError as error:  # a number with more digits than Python takes
            raise NDJSONError(f"is not JSON: {error}", self._number) from error
