"""Start the demo server as a process of its own, and be sure that it ends with us."""

import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import workbench
from workbench.errors import Problem, WorkbenchError

STOP_SECONDS = 3.0


class DemoServer:
    """A running demo server. It stops on `stop()`, and when this process ends in any way.

    The server watches its stdin, a pipe held by this process alone; even SIGKILL closes
    that. It has a session of its own, so that ctrl+c in the terminal does not reach it.
    """

    def __init__(self, port: int = 0) -> None:
        command = [sys.executable, "-m", "workbench.demo", "--port", str(port)]
        self._process = subprocess.Popen(  # noqa: S603 - the command is ours
            [*command, "--until-stdin-closes"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            # `-m` puts the working directory on the path; the user's could shadow anything.
            cwd=Path(workbench.__file__).parents[1],
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._stdin = self._process.stdin
        self._stdout = self._process.stdout
        self._stderr = self._process.stderr
        self._lock = threading.Lock()
        self._url = ""

    @property
    def pid(self) -> int:
        """The server's process id."""
        return self._process.pid

    def wait_for_url(self, timeout: float = 10.0) -> str:
        """Return the server's URL once it listens; raises if it does not come up in time."""
        with self._lock:
            if not self._url:
                self._url = self._read_url(timeout)
            return self._url

    def stop(self) -> None:
        """End the server; returns when it is gone. Stopping twice is fine."""
        self._stdin.close()
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stdout.close()
        self._stderr.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _read_url(self, timeout: float) -> str:
        deadline = time.monotonic() + timeout
        line = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise WorkbenchError(
                        Problem(f"the demo server did not start within {timeout:g} s")
                    )
                piece = os.read(self._stdout.fileno(), 1024)
                if not piece:
                    said = self._stderr.read().decode(errors="replace").splitlines()
                    reason = next(
                        (s for s in reversed(said) if s[:6] != "hint: "), "no reason given"
                    )
                    raise WorkbenchError(Problem(f"the demo server did not start: {reason}"))
                line += piece
        return line.decode().strip()
