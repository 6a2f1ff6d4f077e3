"""The browser comes back to 127.0.0.1; everybody else is turned away."""

import socket
import threading
from urllib.request import urlopen

import pytest

from workbench.client import LoopbackReceiver, OAuth2Error

ASKED = "https://login/authorize?state=st4te"


def get(receiver: LoopbackReceiver, target: bytes, method: bytes = b"GET") -> bytes:
    port = int(receiver.redirect_uri.split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), 5) as sock:
        sock.sendall(b"%b %b HTTP/1.1\r\nHost: h\r\n\r\n" % (method, target))
        return sock.recv(100)


def test_the_url_the_browser_comes_back_with_is_returned() -> None:
    opened: list[str] = []
    pages: list[bytes] = []

    def browser(url: str) -> None:
        opened.append(url)

        def come_back() -> None:
            with urlopen(f"{receiver.redirect_uri}?code=c&state=st4te") as page:
                pages.append(page.read())

        threads.append(threading.Thread(target=come_back))
        threads[-1].start()

    threads: list[threading.Thread] = []
    receiver = LoopbackReceiver(browser, timeout=10)
    for _ in range(2):  # its port is its own for another time
        landed = receiver(ASKED)
        threads[-1].join()
        assert landed == f"{receiver.redirect_uri}?code=c&state=st4te"

    assert opened == [ASKED, ASKED]
    assert b"close this page" in pages[0]


def test_visitors_that_are_not_waited_for_are_turned_away() -> None:
    answers: list[bytes] = []

    def visitors() -> None:
        for target in (b"/favicon.ico", b"/callback?code=c&state=other", b"/callback?code=c"):
            answers.append(get(receiver, target))
        answers.append(get(receiver, b"/callback?state=st4te", b"POST"))
        answers.append(get(receiver, b"/callback\xff?state=st4te"))
        answers.append(get(receiver, b"/callback?error=access_denied&state=st4te"))

    receiver = LoopbackReceiver(lambda url: thread.start(), timeout=10)
    thread = threading.Thread(target=visitors)

    landed = receiver(ASKED)
    thread.join()

    assert landed.endswith("error=access_denied&state=st4te")
    assert [answer.split()[1] for answer in answers] == [b"404"] * 5 + [b"200"]


def test_a_visitor_that_says_nothing_is_no_end() -> None:
    def visitors() -> None:
        port = int(receiver.redirect_uri.split(":")[2].split("/")[0])
        socket.create_connection(("127.0.0.1", port)).close()
        get(receiver, b"/callback?code=c&state=st4te")

    receiver = LoopbackReceiver(lambda url: thread.start(), timeout=10)
    thread = threading.Thread(target=visitors)

    assert "code=c" in receiver(ASKED)
    thread.join()


def test_nobody_may_come() -> None:
    with pytest.raises(OAuth2Error, match="nobody came back"):
        LoopbackReceiver(lambda url: None, timeout=0.01)(ASKED)


def test_an_unused_port_is_given_back() -> None:
    with LoopbackReceiver() as receiver:
        receiver.close()

    with pytest.raises(OSError, match="refused"):
        get(receiver, b"/")
