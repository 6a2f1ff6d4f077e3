"""Measure programs in a terminal of their own: the same server, the same body, the same keys."""

import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pexpect
import pyte

PATIENCE = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Program:
    """How a program is started in a folder, told a URL and sent."""

    name: str
    command: list[str]
    ready: str
    keys: list[str]


def programs(url: str, folder: Path) -> Iterator[Program]:
    """Yield the programs that are there; Posting is found on PATH or by POSTING."""
    collection = folder / "collection"
    collection.mkdir()
    (collection / "collection.toml").write_text('format = 1\nname = "b"\n', encoding="utf-8")
    (collection / "big.toml").write_text(f'method = "GET"\nurl = "{url}"\n', encoding="utf-8")
    ours = [sys.executable, "-m", "workbench", str(collection)]
    yield Program("Workbench", ours, "big", ["\x0b", "big", "\r", "\x12"])
    posting = os.environ.get("POSTING") or shutil.which("posting")
    if posting is None:
        print("Posting: absent (pip install posting, then POSTING=.../bin/posting)")
        return
    yield Program("Posting", [posting], "Enter a URL", [url, "\x0a"])


@contextmanager
def served(body: bytes) -> Iterator[str]:
    """Serve a body; yields its URL."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def measure(program: Program, shown: str, home: Path) -> str:
    """Return in words how long a body takes to be on the screen, and the memory it takes."""
    screen = pyte.Screen(120, 40)
    stream = pyte.Stream(screen)
    environment = os.environ | {
        "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home),
        "WORKBENCH_STATE_DIR": str(home / "state"), "WORKBENCH_CONFIG_DIR": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
    }  # fmt: skip
    child = pexpect.spawn(
        program.command[0],
        program.command[1:],
        dimensions=(40, 120),
        env=environment,
        encoding="utf-8",
        timeout=PATIENCE,
    )

    def wait_for(*texts: str) -> float:
        started = time.perf_counter()
        while not all(text in "\n".join(screen.display) for text in texts):
            if time.perf_counter() - started > PATIENCE:
                raise TimeoutError("\n".join(screen.display))
            try:
                stream.feed(child.read_nonblocking(65536, timeout=1))
            except pexpect.TIMEOUT:
                continue
        return time.perf_counter() - started

    try:
        wait_for(program.ready)
        idle = _resident(child.pid)
        for key in program.keys[:-1]:
            child.send(key)
            time.sleep(0.7)  # until what the key opens is there
        child.send(program.keys[-1])
        took = wait_for(shown)
        return f"{took:.2f} s until it is shown, {_resident(child.pid) - idle:.0f} MB above idle"
    except (TimeoutError, pexpect.EOF) as error:
        return f"not shown within {PATIENCE:.0f} s ({type(error).__name__})"
    finally:
        child.close(force=True)


def compare(body: bytes, shown: str) -> None:
    """Print what each program makes of a body."""
    with served(body) as url, tempfile.TemporaryDirectory() as folder:
        for program in programs(url, Path(folder)):
            home = Path(folder) / program.name
            home.mkdir()
            print(f"{program.name}, {len(body) / 1e6:.0f} MB: {measure(program, shown, home)}")


def _resident(pid: int | None) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
