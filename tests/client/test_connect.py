"""From a name to a stream: addresses in turn, one time limit, TLS with its reasons."""

import socket
import ssl
import threading
from typing import Any

import anyio
import pytest
import trustme

from tests.server.loopback import Loopback
from tests.server.scripted import Peer
from workbench.client import (
    AsyncClient,
    ConnectError,
    ConnectTimeout,
    NameResolutionError,
    Timeout,
    TLSError,
)
from workbench.client.connect import aopen_stream, open_stream
from workbench.client.dial import Reach
from workbench.client.network.base import AsyncNetwork, AsyncStream, Network, Stream
from workbench.client.timeout import Patience
from workbench.client.timings import Stamps

from .conftest import Caller, Kind, OpenClient, pool_of

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def secure(authority: trustme.CA) -> Any:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    with Loopback(context) as server:
        yield server


async def test_tls_is_spoken_and_timed_apart(
    open_client: OpenClient, secure: Loopback, trusting: ssl.SSLContext
) -> None:
    client = open_client(verify=trusting)

    cold = await client.get(secure / "json")
    warm = await client.get(secure / "bytes/1000000")

    assert cold.json() == {"hello": "world"}
    assert cold.timings.tls is not None
    assert cold.timings.tls > 0
    assert warm.timings.reused
    assert len(warm.content) == 1_000_000


async def test_an_untrusted_certificate_is_refused_with_the_reason(
    client: Caller, secure: Loopback
) -> None:
    with pytest.raises(TLSError, match=r"^no TLS with 127\.0\.0\.1: the certificate is not trust"):
        await client.get(secure / "json")
    assert client.pool.open == 0


async def test_verification_can_be_switched_off(open_client: OpenClient, secure: Loopback) -> None:
    assert (await open_client(verify=False).get(secure / "json")).status_code == 200


async def test_a_certificate_for_another_name_is_refused(
    open_client: OpenClient, authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("other.example").configure_cert(context)

    with Loopback(context) as server, pytest.raises(TLSError, match=r"not trusted.*mismatch"):
        await open_client(verify=trusting).get(server / "json")


async def test_https_to_a_plain_server_hints_at_http(client: Caller, scripted: Any) -> None:
    def script(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    server = scripted(script)
    with pytest.raises(TLSError, match="does not speak TLS; try http://"):
        await client.get(f"https://127.0.0.1:{server.port}/")


async def test_a_peer_that_hangs_up_during_the_handshake_is_a_tls_error(
    client: Caller, scripted: Any
) -> None:
    def script(peer: Peer) -> None:
        peer.receive()

    with pytest.raises(TLSError):
        await client.get(f"https://127.0.0.1:{scripted(script).port}/")


async def test_a_handshake_that_never_ends_is_a_connect_timeout(
    open_client: OpenClient, scripted: Any
) -> None:
    client = open_client(timeout=Timeout(5, connect=0.2))
    server = scripted(lambda peer: peer.wait_for_close())

    with pytest.raises(ConnectTimeout, match=r"within 0\.2 s"):
        await client.get(f"https://127.0.0.1:{server.port}/")


def unused_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


async def test_a_refused_connection_says_so(client: Caller) -> None:
    port = unused_port()

    with pytest.raises(
        ConnectError, match=rf"^no connection to 127\.0\.0\.1 port {port}: connection refused$"
    ):
        await client.get(f"http://127.0.0.1:{port}/")
    assert client.pool.open == 0


class Addresses(AsyncNetwork):
    """A network in which some addresses answer and others do not."""

    def __init__(self, unknown: OSError | None = None) -> None:
        self.unknown = unknown
        self.tried: list[tuple[list[str], float | None]] = []

    async def resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        if self.unknown is not None:
            raise self.unknown
        return ["::1", "10.0.0.1", "10.0.0.2"]

    async def connect_any(  # type: ignore[override]  # no more than is needed
        self, addresses: list[str], port: int, timeout: float | None, *rest: object
    ) -> AsyncStream:
        self.tried.append((addresses, timeout))
        return AsyncStream()


class SyncAddresses(Network):
    """The same for threads."""

    def __init__(self, unknown: OSError | None = None) -> None:
        self.unknown = unknown
        self.tried: list[tuple[list[str], float | None]] = []

    def resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        if self.unknown is not None:
            raise self.unknown
        return ["::1", "10.0.0.1", "10.0.0.2"]

    def connect_any(  # type: ignore[override]  # no more than is needed
        self, addresses: list[str], port: int, timeout: float | None, *rest: object
    ) -> Stream:
        self.tried.append((addresses, timeout))
        return Stream()


@pytest.mark.parametrize("kind", ["sync", "asyncio"])
async def test_all_addresses_share_the_time_and_their_families_take_turns(kind: Kind) -> None:
    patience = Patience({"connect": 3.0}, None, lambda: 0.0)
    stamps = Stamps(0.0)
    network: Addresses | SyncAddresses
    if kind == "sync":
        network = SyncAddresses()
        open_stream(network, ("http", "h", 80), Reach(), patience, stamps)
    else:
        network = Addresses()
        await aopen_stream(network, ("http", "h", 80), Reach(), patience, stamps)

    assert network.tried == [(["::1", "10.0.0.1", "10.0.0.2"], 3.0)]
    assert not stamps.reused


@pytest.mark.parametrize("kind", ["sync", "asyncio"])
async def test_a_name_without_address_is_told_apart(kind: Kind) -> None:
    unknown = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    stamps = Stamps(0.0)
    stamps.ready = 0.1  # for a kept connection that was dead
    rest: Any = (("http", "nowhere", 80), Reach(), Patience({}, None, lambda: 0.0), stamps)

    async def attempt() -> None:
        if kind == "sync":
            open_stream(SyncAddresses(unknown), *rest)
        else:
            await aopen_stream(Addresses(unknown), *rest)

    with pytest.raises(
        NameResolutionError, match=r"^the name 'nowhere' cannot be resolved: name"
    ) as caught:
        await attempt()
    assert caught.value.phase == "dns"


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_cancelling_a_handshake_closes_the_socket(
    kind: Kind, anyio_backend: str, scripted: Any
) -> None:
    closed = threading.Event()
    greeted = threading.Event()

    def script(peer: Peer) -> None:
        peer.receive()
        greeted.set()
        peer.wait_for_close()
        closed.set()

    server = scripted(script)
    async with AsyncClient(timeout=None) as client:
        async with anyio.create_task_group() as group:
            group.start_soon(client.get, f"https://127.0.0.1:{server.port}/")
            await anyio.to_thread.run_sync(greeted.wait)
            group.cancel_scope.cancel()
        assert await anyio.to_thread.run_sync(closed.wait, 5)
        pool: Any = pool_of(client)
        assert pool.open == 0
