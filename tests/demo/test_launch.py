import os
import select
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from workbench.demo import DemoServer
from workbench.errors import WorkbenchError


def ended(pid: int, timeout: float) -> bool:
    """Wait for a process that is not our child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], timeout)[0])
    finally:
        os.close(handle)


def test_a_server_answers_until_it_is_stopped() -> None:
    with DemoServer() as server:
        url = server.wait_for_url()
        assert server.wait_for_url() == url
        with urllib.request.urlopen(f"{url}/users") as answer:
            assert answer.status == 200

    assert ended(server.pid, 0)
    server.stop()


def test_stopping_does_not_wait_for_an_open_stream() -> None:
    with DemoServer() as server:
        stream = urllib.request.urlopen(f"{server.wait_for_url()}/stream?lines=9999&delay=5")
        stream.readline()

    assert ended(server.pid, 0)
    stream.close()


def test_a_server_that_cannot_start_says_why() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with (
            DemoServer(taken.getsockname()[1]) as server,
            pytest.raises(WorkbenchError, match="did not start: cannot listen on"),
        ):
            server.wait_for_url()


def test_a_server_outlives_nobody_even_on_sigkill() -> None:
    code = (
        "from workbench.demo import DemoServer; import sys;"
        "server = DemoServer(); server.wait_for_url();"
        "print(server.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)

    assert ended(pid, 5)
