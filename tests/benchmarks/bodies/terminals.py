"""Measure a program in a terminal of its own: how soon it shows a body, how long a key waits."""

import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

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
    """Seconds until a body was shown, the longest that a key has waited, and megabytes of it."""

    after: float
    stall: float
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

    def shows(self, text: str) -> bool:
        """Tell whether a text is on the screen."""
        return any(text in line for line in self._screen.display)

    def read(self, seconds: float) -> None:
        """Draw what the program writes next, if it writes within that time."""
        try:
            self._stream.feed(self.child.read_nonblocking(65536, timeout=seconds))
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise ChildProcessError("it ended") from None

    def wait_for(self, text: str, *, gone: bool = False) -> float:
        """Wait until a text is on the screen, or no longer; returns the seconds it took."""
        started = time.perf_counter()
        while self.shows(text) is gone:
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
        terminal.wait_for(program.ready)
        terminal.settle()
        *before, send = program.keys
        for key in before:
            terminal.child.send(key)
            terminal.settle()
        idle = terminal.resident
        terminal.child.send(send)
        return _watched(terminal, url + "x", row, idle)
    finally:
        terminal.end()


def _watched(terminal: Terminal, edited: str, row: str, idle: float) -> Shown:
    started, after, stall, typed = time.perf_counter(), 0.0, 0.0, False
    while not after or time.perf_counter() - started < after + AFTERWARDS:
        terminal.child.send(DELETE if typed else edited[-1])
        stall = max(stall, terminal.wait_for(edited, gone=typed))
        typed = not typed
        if not after and terminal.shows(row):
            after = time.perf_counter() - started
        terminal.read(BETWEEN)
    return Shown(after, stall, terminal.resident - idle)
