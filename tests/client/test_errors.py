"""The tree printed at the top of errors.py is the real one."""

import inspect
import pickle
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import trustme

from tests.client.conftest import OpenClient
from tests.server.loopback import Loopback
from tests.server.scripted import Peer, Script, Scripted
from workbench import client
from workbench.client import BearerAuth, HTTPError, ReadTimeout, Request, Response, Timeout, errors
from workbench.client.errors import revived


def printed_tree() -> list[tuple[str, str | None]]:
    """Return each class of the docstring's drawing with the class it is drawn under."""
    found: list[tuple[str, str | None]] = []
    above: dict[int, str] = {}
    for match in re.finditer(r"^ {4}([│├└─ ]*)(\w+)", errors.__doc__ or "", re.MULTILINE):
        depth = len(match[1]) // 4
        above[depth] = match[2]
        found.append((match[2], above[depth - 1] if depth else None))
    return found


def test_the_printed_tree_is_the_real_one() -> None:
    drawn = dict(printed_tree())
    defined = {
        name: cls
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, Exception)
    }

    assert drawn.keys() == defined.keys()
    for name, parent in drawn.items():
        base = defined[name].__bases__[0]
        assert (base.__name__ if base.__module__ == errors.__name__ else None) == parent


def test_every_error_is_public() -> None:
    assert {name for name, _ in printed_tree()} <= set(client.__all__)


def test_an_error_carries_its_request() -> None:
    request = Request("GET", "http://h")

    assert ReadTimeout("late", request=request).request is request
    with pytest.raises(RuntimeError, match="outside"):
        _ = HTTPError("x").request


REQUEST = Request("GET", "http://h/")
OTHER_ARGUMENTS: dict[str, dict[str, Any]] = {
    "BodyGone": {"request": REQUEST},
    "HTTPStatusError": {"message": "m", "request": REQUEST, "response": Response(500)},
    "OAuth2Error": {"error": "invalid_grant", "description": "expired"},
    "NDJSONError": {"message": "m", "line_number": 3},
    "WebSocketClosed": {"code": 1000, "reason": "bye", "by_peer": True},
    "WebSocketUpgradeError": {"message": "m", "request": REQUEST, "response": Response(403)},
    "StreamConsumed": {},
    "StreamClosed": {},
    "ResponseNotRead": {},
    "RequestNotRead": {},
}
ERRORS = [name for name in client.__all__ if inspect.isclass(found := getattr(client, name))
          and issubclass(found, Exception)]  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_comes_back_from_another_process(name: str) -> None:
    kind = getattr(client, name)
    error = kind(**OTHER_ARGUMENTS[name]) if name in OTHER_ARGUMENTS else kind("message")
    if isinstance(error, HTTPError):
        error.request = REQUEST

    copy = pickle.loads(pickle.dumps(error))

    assert type(copy) is kind
    assert str(copy) == str(error)
    assert vars(copy).keys() == vars(error).keys()
    if isinstance(error, HTTPError):
        assert copy.request.url == REQUEST.url


def test_an_error_is_revived_without_its_constructor() -> None:
    assert str(revived(errors.StreamClosed, ("as it was",))) == "as it was"


Start = Callable[[Script], Scripted]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"


@pytest.fixture
def secure() -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with Loopback(tls=context) as running:
        yield running


@pytest.fixture
def silent() -> Iterator[str]:
    """A port where connections are taken, and nothing is said."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def saying(data: bytes) -> Script:
    """Return a script that says something and hangs up."""

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(data)

    return script


async def failed(open_client: OpenClient, url: str, **settings: Any) -> HTTPError:
    """Return what a request fails with; whatever the error, it tells request, phase, message."""
    given = {key: settings.pop(key) for key in ("headers", "auth") if key in settings}
    with pytest.raises(HTTPError) as caught:
        await open_client(**settings).get(url, **given)
    error = caught.value
    assert error.request.method == "GET"
    assert str(error).strip()
    assert "\n" not in str(error)
    assert str(error)[0].islower()
    return error


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("data", "name", "phase"),
    [
        (b"", "RemoteProtocolError", "wait"),
        (b"\x00\x01\x02\r\n\r\n", "RemoteProtocolError", "receive"),
        (OK + b"abc", "RemoteProtocolError", "receive"),
        (OK.replace(b"Content", b"Content-Encoding: gzip\r\nContent") + b"abcde",
         "DecodingError", "receive"),
    ],
    ids=["silence", "noise", "half a body", "no gzip"],
)  # fmt: skip
async def test_a_bad_answer_tells_how_far_it_came(
    open_client: OpenClient, scripted: Start, data: bytes, name: str, phase: str
) -> None:
    error = await failed(open_client, scripted(saying(data)) / "")

    assert (type(error).__name__, error.phase) == (name, phase)


@pytest.mark.anyio
async def test_what_never_connects_tells_where_it_stopped(
    open_client: OpenClient, silent: str, secure: Loopback
) -> None:
    refused = await failed(open_client, "http://127.0.0.1:1/")
    unknown = await failed(open_client, "http://nowhere.invalid/")
    untrusted = await failed(open_client, secure / "json")
    shaking = await failed(open_client, f"https://{silent}/", timeout=0.1)
    spent = await failed(open_client, f"https://{silent}/", timeout=Timeout(5, total=0.1))

    assert [(type(one).__name__, one.phase) for one in (refused, unknown, untrusted)] == [
        ("ConnectError", "connect"), ("NameResolutionError", "dns"), ("TLSError", "tls"),
    ]  # fmt: skip
    assert (type(shaking).__name__, shaking.phase) == ("ConnectTimeout", "tls")
    assert (type(spent).__name__, spent.phase) == ("TotalTimeout", "tls")


@pytest.mark.anyio
async def test_a_limit_that_passes_tells_what_was_waited_for(
    open_client: OpenClient, silent: str, server: Loopback
) -> None:
    unanswered = await failed(open_client, f"http://{silent}/", timeout=0.1)
    spent = await failed(open_client, f"http://{silent}/", timeout=Timeout(5, total=0.1))
    endless = await failed(
        open_client, server / "redirect/9", follow_redirects=True, max_redirects=2
    )

    assert [(type(one).__name__, one.phase) for one in (unanswered, spent, endless)] == [
        ("ReadTimeout", "wait"), ("TotalTimeout", "wait"), ("TooManyRedirects", "redirect"),
    ]  # fmt: skip


@pytest.mark.anyio
async def test_what_cannot_be_sent_never_left(open_client: OpenClient, server: Loopback) -> None:
    header = await failed(open_client, server / "json", headers={"X": "a\r\nb"})
    token = await failed(open_client, server / "json", auth=BearerAuth("a\nb"))
    scheme = await failed(open_client, "ftp://example.org/")

    assert [one.phase for one in (header, token, scheme)] == ["prepare"] * 3
    assert server.requests == []


@pytest.mark.anyio
async def test_a_bad_status_is_an_error_of_its_own_phase(
    open_client: OpenClient, server: Loopback
) -> None:
    response = await open_client().get(server / "status/500")

    with pytest.raises(HTTPError) as caught:
        response.raise_for_status()
    assert (caught.value.phase, caught.value.request) == ("status", response.request)


@pytest.mark.anyio
async def test_a_full_pool_is_a_queue(open_client: OpenClient, scripted: Start) -> None:
    def half_said(peer: Peer) -> None:
        peer.read_head()
        peer.send(OK + b"abc")
        peer.wait_for_close()

    server = scripted(half_said)
    one = open_client(limits=client.Limits(max_connections=1), timeout=Timeout(5, pool=0.05))
    busy = await one.get(server / "", stream=True)

    with pytest.raises(client.PoolTimeout) as caught:
        await one.get(server / "json")
    await one.close(busy)

    assert caught.value.phase == "queue"
    assert caught.value.request.url == server / "json"
