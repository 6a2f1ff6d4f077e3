"""Serve the demo on the loopback interface until a signal or the end of stdin."""

import logging
import os
import signal
import socket
import sys
import threading
from types import FrameType

from workbench.errors import Problem, WorkbenchError

from .app import Demo

HOST = "127.0.0.1"
# Stopping must not wait for the end of a stream that somebody still reads.
GRACE_SECONDS = 1


def listen(port: int) -> socket.socket:
    """Return a listening socket on the loopback interface; port 0 picks a free one."""
    # asyncio switches Nagle's algorithm off only where the protocol is named; with it, every
    # kept connection would wait 40 ms for an acknowledgement between head and body.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise WorkbenchError(
            Problem(f"cannot listen on {HOST}:{port}: {reason}", hint="choose another port")
        ) from error
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the URL under which a listening socket is reached."""
    return f"http://{HOST}:{listener.getsockname()[1]}"


def serve(listener: socket.socket, until_stdin_closes: bool = False) -> None:
    """Answer requests until SIGTERM, SIGINT or, if asked, the end of stdin.

    Needs the main thread, as signals do. A signal ends in SystemExit(0).
    """
    import uvicorn  # costs a tenth of a second, and only this process serves

    logging.disable(logging.CRITICAL)  # whoever started this may own the terminal
    config = uvicorn.Config(
        Demo(),
        http="h11",
        loop="asyncio",
        ws="wsproto",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    if until_stdin_closes:

        def watch() -> None:
            _wait_for_end_of_stdin()
            server.should_exit = True

        threading.Thread(target=watch, daemon=True).start()
    # The server raises the signals it saw again when it is done; this makes that an exit.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _exit)
    server.run(sockets=[listener])


def _exit(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _wait_for_end_of_stdin() -> None:
    # os.read, not sys.stdin: a thread inside sys.stdin's lock aborts the interpreter's end.
    try:
        while os.read(0, 1024):
            pass
    except OSError:
        pass  # a stdin that was never open has ended as well
