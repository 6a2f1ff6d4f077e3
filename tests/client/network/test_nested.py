"""TLS within TLS; test_dial.py sends requests through it, this file breaks it."""

import socket
import ssl
import threading
from collections.abc import Callable

import httpcore
import pytest
import trustme

from workbench.client.network.nested import TLSOverSocket

authority = trustme.CA()


def served(script: Callable[[ssl.SSLSocket], object]) -> ssl.SSLSocket:
    """Return the client's end of a TLS connection whose other end runs a script."""
    ours, theirs = socket.socketpair()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("h.test").configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)

    def run() -> None:
        with server.wrap_socket(theirs, server_side=True) as sock:
            script(sock)

    threading.Thread(target=run, daemon=True).start()
    return client.wrap_socket(ours, server_hostname="h.test")


def test_a_peer_that_hangs_up_or_says_nothing_is_an_error_of_connecting() -> None:
    with pytest.raises(httpcore.ConnectError):
        TLSOverSocket(served(lambda sock: None), ssl.create_default_context(), "h.test", 5)
    done = threading.Event()
    with pytest.raises(httpcore.ConnectTimeout):
        TLSOverSocket(served(lambda sock: done.wait(5)), ssl.create_default_context(), "h", 0.1)
    done.set()
