import signal
import subprocess
import urllib.request

from .command import COMMAND, workbench


def test_serving_prints_the_url_and_ends_with_a_signal() -> None:
    with subprocess.Popen(
        [*COMMAND, "demo", "--serve"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        url = server.stdout.readline().decode().strip()
        with urllib.request.urlopen(url) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGTERM)

        assert server.wait(10) == 0
        assert server.stderr.read() == b""


def test_a_port_in_use_is_a_problem() -> None:
    with subprocess.Popen([*COMMAND, "demo", "--serve"], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        port = server.stdout.readline().decode().strip().rpartition(":")[2]
        done = workbench("demo", "--serve", "--port", port)
        server.terminate()

    assert (done.code, done.out) == (2, "")
    assert f"cannot listen on 127.0.0.1:{port}" in done.err
