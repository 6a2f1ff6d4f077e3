"""The command: start the server, measure round by round, print the table."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import trustme

from .measured import Measured, Task
from .rows import OURS, ROWS, Row
from .table import HEADER, lines
from .worker import ABSENT

PACKAGE = "tests.benchmarks.clients"


@dataclass(frozen=True)
class Server:
    """Where the server is, and the authority of its certificate."""

    port: int
    tls_port: int
    authority: str

    def aim(self, task: Task, row: Row) -> Task:
        """Return a task with the addresses filled in."""
        plain = f"http://127.0.0.1:{self.port}{row.path}"
        if not row.tls:
            return replace(task, url=plain, plain_url=plain)
        url = f"https://127.0.0.1:{self.tls_port}{row.path}"
        return replace(task, url=url, plain_url=plain, authority=self.authority)


@contextmanager
def serving() -> Iterator[Server]:
    """Run the server."""
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("authority.pem", "certificate.pem", "key.pem")]
        authority.cert_pem.write_to_path(paths[0])
        issued.cert_chain_pems[0].write_to_path(paths[1])
        issued.private_key_pem.write_to_path(paths[2])
        command = [sys.executable, "-m", f"{PACKAGE}.server", *map(str, paths[1:])]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            assert server.stdin is not None
            assert server.stdout is not None
            port, tls_port = map(int, server.stdout.readline().split())
            try:
                yield Server(port, tls_port, str(paths[0]))
            finally:
                server.stdin.close()


def measure_apart(task: Task, python: str) -> Measured | None:
    """Run one client in a process of its own; None if it is not installed."""
    command = [python, "-m", f"{PACKAGE}.worker", task.encode()]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == ABSENT:
        return None
    if done.returncode:
        raise SystemExit(f"{task.client}, {task.load}: {done.stderr}")
    return Measured(**json.loads(done.stdout))


def beside(row: Row, clients: list[str] | None) -> Row:
    """Return a row with ours and those clients only."""
    if not clients:
        return row
    kept = {n: t for n, t in row.contenders.items() if t.client in {OURS, *clients}}
    return replace(row, contenders=kept)


def measure_round(
    row: Row, number: int, server: Server, given: argparse.Namespace
) -> dict[str, Measured]:
    """Measure each contender of a row once; every round begins with another one."""
    names = list(row.contenders)
    at = number % len(names)
    found = {}
    for name in names[at:] + names[:at]:
        task = replace(row.contenders[name], seconds=given.seconds)
        measured = measure_apart(
            server.aim(task, row), given.python.get(task.client, sys.executable)
        )
        if measured is not None:
            found[name] = measured
    return found


def load() -> str:
    """Say how busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f}"


def interpreter(text: str) -> tuple[str, str]:
    """Return a client and its interpreter."""
    client, _, path = text.partition("=")
    if not path:
        raise argparse.ArgumentTypeError("it is CLIENT=PATH")
    return client, path


def main() -> None:
    """Print the table row by row."""
    parser = argparse.ArgumentParser(prog=f"python -m {PACKAGE}")
    keys = [row.key for row in ROWS]
    parser.add_argument(
        "--rows",
        nargs="+",
        choices=keys,
        default=keys,
        metavar="ROW",
        help=f"some of: {', '.join(keys)}",
    )
    parser.add_argument("--clients", nargs="+", metavar="CLIENT", help="compare with these only")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of load in each measurement")
    parser.add_argument(
        "--python",
        type=interpreter,
        nargs="+",
        default=[],
        metavar="CLIENT=PATH",
        help="the interpreter of a client that cannot share this one: niquests replaces urllib3",
    )
    given = parser.parse_args()
    given.python = dict(given.python)
    print(f"{given.rounds} rounds of {given.seconds:g} s on {os.cpu_count()} cores, {load()}")
    print("× is ours over theirs, the median of the rounds\n")
    print(HEADER)
    with serving() as server:
        for row in (beside(row, given.clients) for row in ROWS):
            if row.key in given.rows:
                rounds = [
                    measure_round(row, number, server, given) for number in range(given.rounds)
                ]
                print(*lines(row, rounds), sep="\n", flush=True)
    print(f"\nat the end: {load()}")


if __name__ == "__main__":
    main()
