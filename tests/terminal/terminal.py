"""A real terminal for tests: a pty with an emulator behind it."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "delete": "\x1b[3~",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f7": "\x1b[18~",
    "f8": "\x1b[19~", "f10": "\x1b[21~", "f11": "\x1b[23~",
}  # fmt: skip
# What must have been undone when a program leaves the terminal to the shell again.
MODES = {"alternate screen": "1049", "mouse": "1000", "bracketed paste": "2004"}


class Terminal:
    """A program running in a terminal of its own, with the screen it draws.

    `raw` is everything the program has written. Waiting ends when the text is there,
    or fails with a picture of the screen after `patience` seconds.
    """

    patience = 20.0

    def __init__(
        self,
        *arguments: str,
        home: Path,
        size: tuple[int, int] = (120, 40),
        cwd: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        width, height = size
        state = {
            "HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "WORKBENCH_STATE_DIR": str(home / "state"),
            "WORKBENCH_CONFIG_DIR": str(home / "config"),
            "TEXTUAL_ANIMATIONS": "none",
        }
        self.raw = ""
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self._screen)
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "workbench", *arguments],
            dimensions=(height, width),
            env={**os.environ, **state, **(environment or {})},
            cwd=str(cwd) if cwd else None,
            encoding="utf-8",
            timeout=self.patience,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.close(force=True)

    @property
    def text(self) -> str:
        """What is on the screen, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def column(self, x: int) -> list[str]:
        """Return what is in one column of cells; wide characters take two."""
        return [self._screen.buffer[y][x].data for y in range(self._screen.lines)]

    @property
    def title(self) -> str:
        """The title the terminal's window has been given."""
        return str(self._screen.title)

    def press(self, *keys: str) -> None:
        """Press keys by name (`enter`, `ctrl+r`, `alt+e`), or type texts."""
        for key in keys:
            if key in KEYS:
                self.process.send(KEYS[key])
            elif key.startswith("ctrl+"):
                self.process.send(chr(ord(key[-1]) & 0x1F))
            elif key.startswith("alt+"):
                self.process.send("\x1b" + key[-1])
            else:
                self.process.send(key)

    def wait_for(self, *texts: str, gone: str = "") -> None:
        """Wait until all texts are on the screen, and one is no longer."""
        deadline = time.monotonic() + self.patience
        while True:
            screen = self.text
            if all(text in screen for text in texts) and (not gone or gone not in screen):
                return
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"no {texts} (gone: {gone!r}) on the screen:\n{screen}")
            self._read(left)

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Let the program go on until something else than its screen is as it should be."""
        deadline = time.monotonic() + self.patience
        while not true():
            assert time.monotonic() < deadline, f"it did not come to that; the screen:\n{self.text}"
            self._read(0.05)

    def _read(self, seconds: float) -> None:
        try:
            data = self.process.read_nonblocking(65536, timeout=min(seconds, 0.5))
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise AssertionError(f"the program ended:\n{self.text}\n{self.raw[-2000:]}") from None
        self.raw += data
        self._stream.feed(data)

    def wait_for_end(self) -> int:
        """Wait until the program has ended by itself; returns its exit code."""
        while True:
            try:
                data = self.process.read_nonblocking(65536, timeout=self.patience)
            except pexpect.EOF:
                break
            self.raw += data
            self._stream.feed(data)
        self.process.close()
        status = self.process.exitstatus
        return status if status is not None else 128 + (self.process.signalstatus or 0)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.kill(number)

    def left_on(self) -> list[str]:
        """Return which modes of the terminal the program has not switched off again."""
        left = []
        for name, number in MODES.items():
            switched = re.findall(rf"\x1b\[\?{number}([hl])", self.raw)
            if switched and switched[-1] == "h":
                left.append(name)
        cursor = re.findall(r"\x1b\[\?25([hl])", self.raw)
        if cursor and cursor[-1] == "l":
            left.append("hidden cursor")
        return left
