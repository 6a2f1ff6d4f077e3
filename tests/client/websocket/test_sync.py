"""What only threads can do with a WebSocket; the rest is in test_asynchronous.py."""

import threading
from collections.abc import Callable

from tests.server.scripted import Peer, Script, Scripted
from tests.server.websocket import CLOSE, accept, closing, frame, read_frame
from workbench.client import Client, WebSocketClosed

Start = Callable[[Script], Scripted]


def echo(peer: Peer) -> None:
    """Say what was said, goodbye included."""
    accept(peer)
    while (got := read_frame(peer)) is not None:
        peer.send(closing(1000) if got[0] == CLOSE else frame(*got[:2]))


def test_several_threads_send_while_one_receives(scripted: Start) -> None:
    server = scripted(echo)
    with Client() as client, client.websocket(server.url, compression=False) as socket:

        def sending(number: int) -> None:
            for _ in range(20):
                socket.send_bytes(bytes([number]) * 1000)

        threads = [threading.Thread(target=sending, args=(n,)) for n in range(5)]
        for thread in threads:
            thread.start()
        got = [socket.receive_bytes(timeout=10) for _ in range(100)]
        for thread in threads:
            thread.join()

    assert all(message == message[:1] * 1000 for message in got)
    assert sorted(message[0] for message in got) == sorted(list(range(5)) * 20)


def test_closing_wakes_a_thread_that_receives(scripted: Start) -> None:
    def deaf(peer: Peer) -> None:
        accept(peer)
        peer.wait_for_close()

    server = scripted(deaf)
    ends = []
    with Client() as client, client.websocket(server.url, close_timeout=0.05) as socket:

        def receiving() -> None:
            try:
                socket.receive()
            except WebSocketClosed as error:
                ends.append(error.code)

        thread = threading.Thread(target=receiving)
        thread.start()
        socket.close()
        thread.join(5)

    assert ends == [1006]
