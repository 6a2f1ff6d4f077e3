"""Measure a program in a terminal of its own: how soon it shows a body, how long a key waits."""

import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pexpect
import pyte

AFTERWARDS = 2.0  # seconds that keys are pressed for once the body is on the screen
BETWEEN = 0.03  # seconds from the answer to a key till the next one
DELETE = "\x7f"


@dataclass(frozen=True, slots=True)
class Program:
    """How a program is started in a folder, told a URL and sent; then the URL has the focus."""

    name: str
    command: list[str]
    ready: str
    keys: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """Seconds until a body was shown and that keys waited, and the megabytes it took."""

    after: float
    stall: float
    """The longest that a key has waited."""
    usual: float
    """The median of what keys have waited, the terminal's own time included."""
    above_idle: float


class Terminal:
    """A program with the screen it draws; any wait for it ends after so many seconds."""

    def __init__(self, program: Program, home: Path, patience: float) -> None:
        self._screen = pyte.Screen(120, 40)
        self._stream = pyte.Stream(self._screen)
        self._patience = patience
        environment = os.environ | {
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home),
            "WORKBENCH_STATE_DIR": str(home / "state"),
            "WORKBENCH_CONFIG_DIR": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
        }  # fmt: skip
        command, *arguments = program.command
        self.child = pexpect.spawn(
            command, arguments, dimensions=(40, 120), env=environment, encoding="utf-8"
        )

    def line_of(self, text: str) -> int | None:
        """Return the first line of the screen with a text, None if no line has it."""
        return next((y for y in range(self._screen.lines) if text in self.line(y)), None)

    def line(self, y: int) -> str:
        """Return a line of the screen; the emulator's own `display` takes far longer."""
        row = self._screen.buffer[y]
        return "".join([row[x].data for x in range(self._screen.columns)])

    def read(self, seconds: float) -> None:
        """Draw what the program writes next, if it writes within that time."""
        try:
            self._stream.feed(self.child.read_nonblocking(65536, timeout=seconds))
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise ChildProcessError("it ended") from None

    def wait_until(self, true: Callable[[], bool]) -> float:
        """Wait until the screen is as it should be; returns the seconds it took."""
        started = time.perf_counter()
        while not true():
            if time.perf_counter() - started > self._patience:
                raise TimeoutError(f"nothing within {self._patience:.0f} s")
            self.read(1)
        return time.perf_counter() - started

    def settle(self) -> None:
        """Wait until the program has been quiet for a moment."""
        until = time.perf_counter() + 1
        while time.perf_counter() < until:
            self.read(0.1)

    def end(self) -> None:
        """Kill the program, and wait until its memory is free for the next one."""
        self.child.kill(signal.SIGKILL)
        self.child.wait()
        self.child.close()

    @property
    def resident(self) -> float:
        """The megabytes of memory the program takes."""
        status = Path(f"/proc/{self.child.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


def measure(program: Program, url: str, row: str, home: Path, patience: float) -> Shown:
    """Send for a body and edit the URL all the while; it is shown when the row is there.

    Raises TimeoutError where nothing comes, and ChildProcessError where the program ends.
    """
    terminal = Terminal(program, home, patience)
    try:
        terminal.wait_until(lambda: terminal.line_of(program.ready) is not None)
        terminal.settle()
        *before, send = program.keys
        for key in before:
            terminal.child.send(key)
            terminal.settle()
        idle, field = terminal.resident, terminal.line_of(url)
        if field is None:
            raise ChildProcessError("its URL is not on the screen")
        terminal.child.send(send)
        return _watched(terminal, url + "x", field, row, idle)
    finally:
        terminal.end()


def _watched(terminal: Terminal, edited: str, field: int, row: str, idle: float) -> Shown:
    started, after, typed = time.perf_counter(), 0.0, False
    waits: list[float] = []

    def answered() -> bool:
        return (edited in terminal.line(field)) is typed

    while not after or time.perf_counter() - started < after + AFTERWARDS:
        terminal.child.send(DELETE if typed else edited[-1])
        typed = not typed
        waits.append(terminal.wait_until(answered))
        if not after and terminal.line_of(row) is not None:
            after = time.perf_counter() - started
        terminal.read(BETWEEN)
    return Shown(after, max(waits), median(waits), terminal.resident - idle)
