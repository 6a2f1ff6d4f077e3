"""Who is at the other end of each hop: on every kind of client, way and protocol."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
import trustme

from tests.client.conftest import Caller, OpenClient
from tests.server.http2 import Frames, Hypercorn, framed
from tests.server.loopback import LOREM, Loopback
from tests.server.proxies import ProxyServer, SocksServer
from tests.server.scripted import Scripted, answering
from workbench.client import MockTransport, Peer, Response, Timings, TLSPeer
from workbench.client.http2 import FRAME_HEAD
from workbench.client.peer import address, tls_peer

pytestmark = pytest.mark.anyio
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Peers")


@pytest.fixture
def trusted(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", common_name="loopback").configure_cert(context)
    with Loopback(tls=context) as running:
        yield running


async def test_both_ends_are_known_and_kept_for_a_reused_connection(
    client: Caller, server: Loopback
) -> None:
    first, second = [(await client.get(server / "json")).timings for _ in range(2)]

    assert first.peer is not None
    assert first.peer.address == ("127.0.0.1", server.port)
    assert first.peer.local_address == server.requests[0].peer
    assert (first.peer.proxy, first.peer.tls, first.protocol) == (None, None, "HTTP/1.1")
    assert second.peer is first.peer
    assert (first.reused, second.reused) == (False, True)


async def test_the_peer_is_known_after_it_has_hung_up(client: Caller, scripted: Any) -> None:
    server: Scripted = scripted(answering(CLOSING, close=True))

    peer = (await client.get(server / "")).timings.peer

    assert peer is not None
    assert peer.address == ("127.0.0.1", server.port)


async def test_over_a_unix_socket_the_address_is_its_path(
    open_client: OpenClient, tmp_path: Path
) -> None:
    path = str(tmp_path / "app.sock")
    with Scripted(answering(CLOSING), path):
        client = open_client(uds=path)
        peer = (await client.get("http://app.test/")).timings.peer
        await client.aclose()

    assert peer == Peer(path, None)


async def test_every_hop_tells_its_own_certificate(
    open_client: OpenClient, secure: Loopback, server: Loopback, trusted: ssl.SSLContext
) -> None:
    client = open_client(verify=trusted, follow_redirects=True)

    response = await client.get(server / f"redirect?to={secure.url}/json")
    first, second = [hop.timings.peer for hop in (*response.history, response)]

    assert first is not None
    assert second is not None
    assert first.tls is None
    assert second.tls is not None
    assert (second.tls.version, second.tls.protocol) == ("TLSv1.3", None)
    assert second.tls.cipher is not None
    certificate = second.tls.certificate
    assert certificate is not None
    assert certificate.names == ("127.0.0.1",)
    assert certificate.subject.startswith("CN=loopback,")
    assert "O=Peers" in certificate.issuer
    assert certificate.not_before < certificate.not_after
    assert second.tls.chain[0] == certificate


@pytest.mark.parametrize("way", [ProxyServer, SocksServer])
async def test_through_a_proxy_the_addresses_are_its_own_and_tls_is_the_servers(
    open_client: OpenClient,
    secure: Loopback,
    trusted: ssl.SSLContext,
    way: type[ProxyServer],
) -> None:
    with way() as proxy:
        with_login = proxy.url.replace("//", "//user:secret@") if way is ProxyServer else proxy.url
        client = open_client(verify=trusted, proxy=with_login)
        peer = (await client.get(secure / "json")).timings.peer

    assert peer is not None
    assert peer.address == ("127.0.0.1", proxy.port)
    assert peer.proxy == proxy.url
    assert peer.tls is not None
    assert peer.tls.certificate is not None
    assert peer.tls.certificate.names == ("127.0.0.1",)


async def test_http2_tells_the_same(
    open_client: OpenClient, authority: trustme.CA, trusted: ssl.SSLContext, tmp_path: Path
) -> None:
    pem = tmp_path / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    with Hypercorn(str(pem)) as real:
        client = open_client(http2=True, verify=trusted)
        timings = (await client.get(real.url)).timings
        await client.aclose()

    assert (timings.protocol, timings.reused) == ("HTTP/2", False)
    assert 100 < timings.received_bytes < 1000
    assert timings.peer is not None
    assert timings.peer.tls is not None
    assert timings.peer.tls.protocol == "h2"
    assert timings.peer.tls.certificate is not None


async def test_over_http2_each_exchange_counts_its_own_frames(
    open_client: OpenClient, scripted: Any, kind: str
) -> None:
    contents = [b"abc"] if kind == "sync" else [b"abc", b"abcdef"]

    def play(frames: Frames) -> None:
        for stream_id in [frames.wait_for_request().stream_id for _ in contents]:
            frames.answer(stream_id, b"x" * 100 * stream_id)
        frames.peer.wait_for_close()

    server: Scripted = scripted(framed(play))
    client = open_client(http1=False, http2=True)
    found: list[Timings] = []

    async def ask(content: bytes) -> None:
        found.append((await client.request("PUT", server / "", content=content)).timings)

    async with anyio.create_task_group() as group:
        for content in contents:
            group.start_soon(ask, content)

    for timings in found:
        head = timings.received_bytes - FRAME_HEAD - timings.decoded_bytes
        assert FRAME_HEAD < head < 50
        assert timings.sent_bytes > FRAME_HEAD
    assert {one.decoded_bytes for one in found} == ({100} if kind == "sync" else {100, 300})


async def test_bytes_are_counted_on_the_wire_and_decoded(client: Caller, server: Loopback) -> None:
    plain = await client.get(server / "bytes/1000")
    encoded = await client.get(server / "encoded/gzip")

    assert plain.timings.decoded_bytes == 1000
    assert plain.timings.received_bytes > 1000
    assert encoded.timings.decoded_bytes == len(LOREM)
    assert 100 < encoded.timings.received_bytes < len(LOREM)


async def test_a_dropped_or_raw_body_counts_what_was_decoded_of_it(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(follow_redirects=True)
    (hop,) = (await client.get(server / "redirect/1")).history
    raw = await client.get(server / "encoded/gzip", stream=True)
    await client.pieces(raw, "raw")

    assert hop.timings.decoded_bytes == len(b"moved")
    assert raw.timings.decoded_bytes == 0


@pytest.mark.parametrize("way", ["bytes", "text", "lines"])
async def test_streamed_bytes_are_counted_decoded_however_they_are_had(
    client: Caller, server: Loopback, way: str
) -> None:
    for path, size in (("encoded/deflate", len(LOREM)), ("bytes/10", 10)):
        response = await client.get(server / path, stream=True)
        assert response.timings.decoded_bytes == 0
        await client.pieces(response, way)
        assert response.timings.decoded_bytes == size


async def test_where_no_network_was_there_is_no_peer(open_client: OpenClient) -> None:
    client = open_client(transport=MockTransport(lambda request: Response(200, content=b"abc")))

    timings = (await client.get("http://nowhere.test/")).timings

    assert timings.peer is None
    assert (timings.protocol, timings.decoded_bytes) == ("HTTP/1.1", 3)


class Ends:
    """Stands for a stream."""

    def __init__(self, found: object) -> None:
        self.found = found

    def get_extra_info(self, name: str) -> object:
        if isinstance(self.found, OSError):
            raise self.found
        return self.found


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (("::1", 80, 0, 0), ("::1", 80)), (("127.0.0.1", 1), ("127.0.0.1", 1)),
        ("/run/app.sock", "/run/app.sock"), ("", None), (None, None), (OSError("gone"), None),
    ],
)  # fmt: skip
def test_an_address_is_a_pair_or_a_path(found: object, expected: object) -> None:
    assert address(Ends(found), "server_addr") == expected


class Handshake:
    """Stands for the SSLObject of a Python that tells the whole chain."""

    def cipher(self) -> None:
        return None

    def getpeercert(self, binary_form: bool) -> bytes:
        return b"leaf"

    def get_unverified_chain(self) -> list[bytes]:
        return [b"leaf", b"between"]

    def version(self) -> str:
        return "TLSv1.3"

    def selected_alpn_protocol(self) -> None:
        return None


def test_the_chain_is_what_python_tells_of_it() -> None:
    peer = tls_peer(Handshake())

    assert [one.der for one in peer.chain] == [b"leaf", b"between"]
    assert peer == TLSPeer("TLSv1.3", None, peer.certificate, None, peer.chain)
    assert Peer(None, None).tls is None
