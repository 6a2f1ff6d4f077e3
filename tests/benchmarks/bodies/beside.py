"""Posting on the same machine: the same server, the same body, the same keys, in turns."""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from .terminals import Program, Shown, measure


def programs(url: str, folder: Path) -> Iterator[Program]:
    """Yield the programs that are there; Posting is found on PATH or by POSTING."""
    collection = folder / "collection"
    collection.mkdir()
    (collection / "collection.toml").write_text('format = 1\nname = "b"\n', encoding="utf-8")
    (collection / "big.toml").write_text(f'method = "GET"\nurl = "{url}"\n', encoding="utf-8")
    ours = [sys.executable, "-m", "workbench", str(collection)]
    find, focus_url, end, send = "\x0b", "\x0c", "\x1b[F", "\x12"
    yield Program("Workbench", ours, "big", [find, "big", "\r", focus_url, end, send])
    posting = os.environ.get("POSTING") or shutil.which("posting")
    if posting is None:
        print(
            "Posting: absent (pip install posting 'tree-sitter<0.26', then POSTING=.../bin/posting)"
        )
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


def compare(body: bytes, row: str, rounds: int, patience: float) -> None:
    """Print what each program makes of a body: the medians of some rounds, taken in turns."""
    seen: dict[str, list[Shown]] = {}
    failed: dict[str, str] = {}
    with served(body) as url, tempfile.TemporaryDirectory() as folder:
        beside = list(programs(url, Path(folder)))
        for number in range(rounds):
            for program in beside:
                home = Path(folder) / f"{program.name} {number}"
                home.mkdir()
                if program.name in failed:
                    continue
                try:
                    shown = measure(program, url, row, home, patience)
                except (TimeoutError, ChildProcessError) as error:
                    failed[program.name] = str(error)
                else:
                    seen.setdefault(program.name, []).append(shown)
    size = f"{len(body) / 1e6:.0f} MB"
    for name, reason in failed.items():
        print(f"{name}, {size}: not shown, {reason}")
    typical = {name: _typical(shown) for name, shown in seen.items() if name not in failed}
    for name, each in typical.items():
        print(
            f"{name}, {size}: shown after {each.after:.2f} s, a key waits"
            f" {each.usual * 1e3:,.0f} ms, at most {each.stall * 1e3:,.0f} ms,"
            f" {each.above_idle:.0f} MB above idle"
        )
    if len(typical) == 2:
        ours, theirs = typical.values()
        print(
            f"Posting takes {theirs.after / ours.after:.1f} times as long to show {size},"
            f" a key waits at most {theirs.stall / ours.stall:.1f} times as long"
        )


def _typical(rounds: list[Shown]) -> Shown:
    return Shown(
        median(each.after for each in rounds),
        median(each.stall for each in rounds),
        median(each.usual for each in rounds),
        median(each.above_idle for each in rounds),
    )
