"""A client in a parent and its children: each has connections of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import trustme

from tests.server.http2 import Hypercorn
from tests.server.loopback import Loopback

# Each process asks for what only it asks for, over and over; it exits with how often the answer
# was another's or none. The pauses of the parent's other thread would hold the lock at the fork.
PROGRAM = """
import anyio, os, sys
from workbench.client import AsyncClient, Client

kind, url, verify, http2 = sys.argv[1:]
settings = {"verify": verify or True, "http2": bool(http2), "timeout": 5}

def wrong(name):
    bad = 0
    for number in range(30):
        path = f"/echo/{name}-{number}"
        try:
            bad += path not in client.get(url + path).text
        except Exception as error:
            print(repr(error), file=sys.stderr)
            bad += 1
    return bad

async def awrong(name):
    bad = 0
    for number in range(30):
        path = f"/echo/{name}-{number}"
        try:
            bad += path not in (await client.get(url + path)).text
        except Exception as error:
            print(repr(error), file=sys.stderr)
            bad += 1
    return bad

if kind == "sync":
    client = Client(**settings)
    ask = wrong
else:
    client = AsyncClient(**settings)
    def ask(name):
        return anyio.run(awrong, name, backend=kind)

assert ask("first") == 0
children = []
for name in ("one", "two", "three"):
    child = os.fork()
    if child == 0:
        bad = ask(name)
        sys.stderr.flush()
        os._exit(bad)
    children.append(child)
bad = ask("parent")
for child in children:
    bad += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
os._exit(bad)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
@pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
@pytest.mark.parametrize("http2", [False, True], ids=["http1", "http2"])
def test_children_do_not_use_the_connections_of_their_parent(
    kind: str, http2: bool, tmp_path: Path
) -> None:
    authority = trustme.CA()
    pem, trusted = tmp_path / "server.pem", tmp_path / "ca.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    authority.cert_pem.write_to_path(str(trusted))
    server = Hypercorn(str(pem)) if http2 else Loopback()
    with server:
        words = [kind, server.url, str(trusted) if http2 else "", "1" if http2 else ""]
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PROGRAM, *words],
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert (done.returncode, done.stderr) == (0, "")
