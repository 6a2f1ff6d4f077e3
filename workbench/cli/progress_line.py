"""One line on the terminal that says how far a run has come, and goes when it is over."""

import os
import shutil
import sys

from workbench.bodies.safe import safe_line


class ProgressLine:
    """Shown on stderr if that is a terminal which can take a line back."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._ended = 0
        self._shown = False
        stream = sys.stderr
        can = os.environ.get("TERM", "dumb") not in ("", "dumb")
        self._stream = stream if can and stream is not None and stream.isatty() else None

    def begin(self, name: str) -> None:
        """A request is sent."""
        self._write(f"{self._ended}/{self._total}  {name}")

    def end(self) -> None:
        """A request has ended; the line makes room for what is said of it."""
        self._ended += 1
        self.clear()

    def clear(self) -> None:
        """Take the line off the screen."""
        if self._shown and self._stream is not None:
            self._shown = False
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _write(self, text: str) -> None:
        if self._stream is not None:
            width = shutil.get_terminal_size().columns - 1
            self._shown = True
            self._stream.write(f"\r\x1b[K{safe_line(text)[:width]}")
            self._stream.flush()
