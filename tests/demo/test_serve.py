import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from workbench.demo.serve import listen, url_of
from workbench.errors import WorkbenchError

COMMAND = [sys.executable, "-m", "workbench.demo"]


def test_a_port_in_use_is_a_problem_with_a_hint() -> None:
    with listen(0) as taken, pytest.raises(WorkbenchError) as caught:
        listen(taken.getsockname()[1])

    (problem,) = caught.value.problems
    assert "address already in use" in problem.what
    assert problem.hint


def test_only_the_loopback_interface_is_served() -> None:
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
        assert url_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_one_line_is_printed_and_a_signal_is_a_clean_end() -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        url = server.stdout.readline().decode().strip()
        with urllib.request.urlopen(f"{url}/status/200") as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGTERM)

        assert server.wait(10) == 0
        assert server.stdout.read() == b""
        assert server.stderr.read() == b""


def test_the_command_explains_a_port_it_cannot_have() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [*COMMAND, "--port", str(taken.getsockname()[1])], capture_output=True, text=True
        )

    assert done.returncode == 2
    assert "cannot listen on 127.0.0.1:" in done.stderr
    assert "Traceback" not in done.stderr
