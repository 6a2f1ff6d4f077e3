"""Any command as a filter: it reads the body, and what it prints is shown.

A shell reads the line, as in a terminal: it comes from the user alone, never from a collection
or a response.
"""

import contextlib
import os
import selectors
import signal
import subprocess
from typing import IO

from workbench.bodies.safe import safe_line
from workbench.engine.body_work import PAUSE
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes

from .filter import Filter

SHELL = "/bin/sh"
MOST_OUTPUT = 1 << 30  # bytes
MOST_COMPLAINT = 4096  # bytes
MOST_SAID = 200  # characters
_PIECE = 64 * 1024


class CommandFilter(Filter):
    """Hands the body to a command as it comes, and spools what it prints."""

    def __init__(self, source: Bytes, text: str) -> None:
        super().__init__(source, text)
        self._complaint = b""
        self._code: int | None = None
        self._given = 0
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def told(self) -> str:
        """How the command ended, with the last line that it complained, or that it runs."""
        if self._code is None:
            return "" if not self.running else "running"
        ended = f"signal {-self._code}" if self._code < 0 else f"exit code {self._code}"
        said = self._complaint.decode("utf-8", "replace").strip().splitlines()
        return ended if not said else f"{ended}: {safe_line(said[-1][:MOST_SAID])}"

    def stop(self) -> None:
        """End the command and all that it started, at once."""
        super().stop()
        if self._running is not None and self._running.returncode is None:
            _kill(self._running)

    def work(self) -> None:
        """Run the command until it ends."""
        try:
            running = self._running = subprocess.Popen(  # noqa: S603 - the user's own line
                [SHELL, "-c", self.text],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # what it starts itself can be ended with it
            )
        except (OSError, ValueError) as error:
            raise WorkbenchError(Problem(f"cannot run a shell: {error}".lower())) from None
        try:
            self._serve(running)
        finally:
            _end(running)
        if not self.stopped:
            self._code = running.returncode

    def _serve(self, running: "subprocess.Popen[bytes]") -> None:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        with selectors.DefaultSelector() as ready:
            for pipe, event in (
                (running.stdin, selectors.EVENT_WRITE),
                (running.stdout, selectors.EVENT_READ),
                (running.stderr, selectors.EVENT_READ),
            ):
                os.set_blocking(pipe.fileno(), False)
                ready.register(pipe, event)
            while not self.stopped and not (running.stdout.closed and running.stderr.closed):
                waits = False
                for key, _ in ready.select(PAUSE):
                    if key.fileobj is running.stdin:
                        waits = not self._feed(running.stdin, ready)
                    elif key.fileobj is running.stdout:
                        self._take_output(running.stdout, ready)
                    else:
                        self._take_complaint(running.stderr, ready)
                if waits and not running.stdout.closed:
                    self._enough.wait(PAUSE)
            if not self.stopped:
                running.wait()

    def _feed(self, pipe: IO[bytes], ready: selectors.BaseSelector) -> bool:
        """Hand on some of the body; False if there is nothing to hand on now."""
        is_whole = self._whole.is_set()
        data = self._source.read(self._given, _PIECE)
        if not data and not is_whole:
            return False
        if data:
            try:
                self._given += os.write(pipe.fileno(), data)
            except BlockingIOError:
                pass
            except OSError:
                data = b""  # it wants no more, as `head` does
        if not data:
            _leave(pipe, ready)
        return True

    def _take_output(self, pipe: IO[bytes], ready: selectors.BaseSelector) -> None:
        data = os.read(pipe.fileno(), _PIECE)
        if not data:
            _leave(pipe, ready)
        elif self.output.size + len(data) > MOST_OUTPUT:
            raise WorkbenchError(Problem(f"it printed more than {MOST_OUTPUT >> 20:,} MB"))
        else:
            self.output.append(data)

    def _take_complaint(self, pipe: IO[bytes], ready: selectors.BaseSelector) -> None:
        data = os.read(pipe.fileno(), _PIECE)
        if not data:
            _leave(pipe, ready)
        self._complaint = (self._complaint + data)[-MOST_COMPLAINT:]


def _leave(pipe: IO[bytes], ready: selectors.BaseSelector) -> None:
    ready.unregister(pipe)
    with contextlib.suppress(OSError):
        pipe.close()


def _end(running: "subprocess.Popen[bytes]") -> None:
    """End a command and all that it started, and close its pipes."""
    for pipe in (running.stdin, running.stdout, running.stderr):
        if pipe is not None and not pipe.closed:
            with contextlib.suppress(OSError):
                pipe.close()
    _kill(running)
    running.wait()


def _kill(running: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(running.pid, signal.SIGKILL)
