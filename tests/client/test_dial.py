"""Ways to an origin, over real sockets: proxies, TLS, keys, Unix sockets, other addresses."""

import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.server.loopback import Loopback
from tests.server.proxies import ProxyServer, SocksServer
from tests.server.scripted import Peer, Scripted, answering
from workbench.client import (
    AsyncHTTPTransport,
    ConnectError,
    ConnectTimeout,
    HTTPTransport,
    Proxy,
    ProxyError,
    TLSError,
    TLSPeer,
    TransportError,
)

from .conftest import Caller, OpenClient

pytestmark = pytest.mark.anyio
BASIC = b"Basic " + b64encode(b"user:pass word")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def trusted(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture(scope="module")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture(scope="module")
def serving(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost", "one.test").configure_cert(context)
    return context


@pytest.fixture
def secure(serving: ssl.SSLContext) -> Iterator[Loopback]:
    with Loopback(serving) as server:
        yield server


HOSTS = {"one.test": "127.0.0.1", "two.test": "127.0.0.1"}


@pytest.fixture
def proxy() -> Iterator[ProxyServer]:
    with ProxyServer(("user", "pass word"), hosts=HOSTS) as server:
        yield server


@pytest.fixture
def socks() -> Iterator[SocksServer]:
    with SocksServer(("user", "pass word"), hosts=HOSTS) as server:
        yield server


AUTH = ("user", "pass word")


# ---- HTTP proxies -----------------------------------------------------------------------


async def test_an_http_request_is_forwarded_with_its_whole_url(
    open_client: OpenClient, proxy: ProxyServer, server: Loopback
) -> None:
    client = open_client(proxy=Proxy(proxy.url, auth=AUTH, headers={"X-For": "proxy"}))

    response = await client.post(f"http://one.test:{server.port}/echo?q=1", content=b"body")

    assert response.json()["body"] == "body"
    head = proxy.heads[0]
    assert head.startswith(b"POST http://one.test:%d/echo?q=1 HTTP/1.1\r\n" % server.port)
    assert b"\r\nProxy-Authorization: " + BASIC in head
    assert b"\r\nX-For: proxy\r\n" in head
    assert server.requests[0].header("Host") == f"one.test:{server.port}"


async def test_an_https_request_goes_through_a_tunnel_that_alone_sees_the_credentials(
    open_client: OpenClient, proxy: ProxyServer, secure: Loopback, trusted: str
) -> None:
    client = open_client(
        proxy=Proxy(proxy.url, auth=AUTH), verify=trusted, headers={"Proxy-Authorization": "mine"}
    )

    cold = await client.get(f"https://one.test:{secure.port}/echo")
    warm = await client.get(f"https://one.test:{secure.port}/echo")

    assert (cold.status_code, warm.timings.reused) == (200, True)
    assert len(proxy.heads) == 1
    assert proxy.heads[0].startswith(b"CONNECT one.test:%d HTTP/1.1\r\n" % secure.port)
    assert b"\r\nProxy-Authorization: " + BASIC in proxy.heads[0]
    assert all(seen.header("Proxy-Authorization") is None for seen in secure.requests)
    assert cold.timings.tls is not None
    assert cold.timings.connect is not None


async def test_tls_is_spoken_to_an_https_proxy_and_again_within_its_tunnel(
    open_client: OpenClient,
    secure: Loopback,
    server: Loopback,
    serving: ssl.SSLContext,
    trusting: ssl.SSLContext,
    trusted: str,
) -> None:
    with ProxyServer(tls=serving, hosts=HOSTS) as proxy:
        client = open_client(proxy=Proxy(proxy.url, ssl_context=trusting), verify=trusted)

        nested = await client.get(f"https://one.test:{secure.port}/bytes/300000")
        again = await client.post(f"https://one.test:{secure.port}/echo", content=b"x" * 200_000)
        forwarded = await client.get(f"http://one.test:{server.port}/echo")

    assert len(nested.content) == 300_000
    assert again.timings.reused
    assert len(again.json()["body"]) == 200_000
    assert forwarded.status_code == 200


@pytest.mark.parametrize("secured", [False, True])
async def test_a_407_is_an_error_that_says_what_is_wanted(
    open_client: OpenClient, proxy: ProxyServer, server: Loopback, secured: bool
) -> None:
    url = f"http{'s' if secured else ''}://one.test:{server.port}/"

    with pytest.raises(ProxyError, match=r"wants a user name and password \(407 Proxy"):
        await open_client(proxy=proxy.url).get(url)
    wrong = open_client(proxy=proxy.url.replace("//", "//user:wrong@"))
    with pytest.raises(ProxyError, match="does not accept this") as caught:
        await wrong.get(url)
    assert "wrong" not in str(caught.value)
    assert caught.value.request.url == url
    assert wrong.pool.open == wrong.pool.idle
    assert server.requests == []


async def test_a_407_without_a_proxy_is_a_response(client: Caller, scripted: Any) -> None:
    server = scripted(answering(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"))

    assert (await client.get(server.url)).status_code == 407


async def test_two_sets_of_credentials_share_no_tunnel(
    proxy: ProxyServer, secure: Loopback, open_client: OpenClient, trusted: str
) -> None:
    class Alternating:
        """Another Proxy each time, with the same credentials."""

        def proxy_for(self, origin: object) -> Proxy:
            return Proxy(proxy.url, auth=AUTH)

    client = open_client(proxy=Alternating(), verify=trusted)
    await client.get(f"https://one.test:{secure.port}/")
    await client.get(f"https://one.test:{secure.port}/")

    assert len(proxy.heads) == 2


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (b"HTTP/1.1 403 \x1b[2JNo\r\n\r\n", r"refused: 403 .*No$"),
        (b"SSH-2.0-x\r\n", "gave no tunnel: .*speaks SSH"),
        (b"", "gave no tunnel: .*closed without"),
        (b"HTTP/1.1 200 OK\r\n\r\nEVIL", "bytes of its own"),
    ],
    ids=["refusal", "another protocol", "nothing", "glued"],
)
async def test_what_is_no_tunnel_is_a_proxy_error(
    open_client: OpenClient, scripted: Any, reply: bytes, message: str
) -> None:
    client = open_client(proxy=scripted(answering(reply, close=True)).url)

    with pytest.raises(ProxyError, match=message) as caught:
        await client.get("https://one.test/")
    assert "\x1b" not in str(caught.value)
    assert client.pool.open == 0


async def test_a_proxy_that_is_not_there_is_named(open_client: OpenClient) -> None:
    client = open_client(proxy="http://127.0.0.1:9")

    with pytest.raises(ConnectError, match=r"to the proxy http://127\.0\.0\.1:9: connection ref"):
        await client.get("http://one.test/")


async def test_the_environments_proxy_is_taken_only_where_it_is_trusted(
    open_client: OpenClient,
    proxy: ProxyServer,
    server: Loopback,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//user:pass%20word@"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    client = open_client()
    assert (await client.get(f"http://one.test:{server.port}/")).status_code == 200
    assert len(proxy.heads) == 1
    await client.get(server.url)
    await open_client(trust_env=False).get(server.url)
    assert len(proxy.heads) == 1
    monkeypatch.setenv("http_proxy", "gopher://x")
    with pytest.raises(ProxyError, match=r"variable http_proxy names no proxy: .*'gopher'"):
        await open_client().get(f"http://one.test:{server.port}/")


# ---- SOCKS ------------------------------------------------------------------------------


async def test_socks_carries_http_and_https_and_looks_names_up_itself(
    open_client: OpenClient, socks: SocksServer, server: Loopback, secure: Loopback, trusted: str
) -> None:
    client = open_client(proxy=Proxy(socks.url, auth=AUTH), verify=trusted)

    plain = await client.get(f"http://one.test:{server.port}/echo")
    secured = await client.get(f"https://one.test:{secure.port}/echo")
    await client.get(f"http://127.0.0.1:{server.port}/echo")

    assert plain.json()["target"] == "/echo"
    assert secured.status_code == 200
    assert socks.asked[0] == ("one.test", server.port)
    assert socks.asked[2] == ("127.0.0.1", server.port)
    assert socks.logins == [(b"user", b"pass word")] * 3


async def test_socks_refusals_say_why(open_client: OpenClient, socks: SocksServer) -> None:
    with pytest.raises(ProxyError, match="wants a user name and password"):
        await open_client(proxy=socks.url).get("http://one.test/")
    with pytest.raises(ProxyError, match="does not accept this user name and password"):
        await open_client(proxy=Proxy(socks.url, auth=("user", "x"))).get("http://one.test/")
    with pytest.raises(ProxyError, match=r"to 127\.0\.0\.1 port 9: the connection was refused"):
        await open_client(proxy=Proxy(socks.url, auth=AUTH)).get("http://127.0.0.1:9/")


async def test_what_does_not_speak_socks_is_an_error(
    open_client: OpenClient, scripted: Any
) -> None:
    def script(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 400 No\r\n\r\n")

    port = scripted(script).port
    with pytest.raises(ProxyError, match="does not speak SOCKS5"):
        await open_client(proxy=f"socks5://127.0.0.1:{port}").get("http://one.test/")
    port = scripted(lambda peer: peer.close() if peer.receive() else None).port
    with pytest.raises(ProxyError, match="closed the connection during its handshake"):
        await open_client(proxy=f"socks5h://127.0.0.1:{port}").get("http://one.test/")


# ---- TLS --------------------------------------------------------------------------------


async def test_what_the_handshake_agreed_on_can_be_seen(
    open_client: OpenClient, secure: Loopback, trusted: str
) -> None:
    client = open_client(verify=trusted)

    for _ in range(2):
        peer = (await client.get(secure.url)).extensions["tls"]
        assert isinstance(peer, TLSPeer)
        assert peer.version == "TLSv1.3"
        assert peer.cipher is not None
        assert peer.certificate is not None


async def test_switching_verification_off_in_one_client_leaves_the_other_strict(
    open_client: OpenClient, secure: Loopback
) -> None:
    assert (await open_client(verify=False).get(secure.url)).status_code == 200

    with pytest.raises(TLSError, match="not trusted"):
        await open_client(verify=True).get(secure.url)


async def test_a_pinned_key_is_checked_before_a_byte_is_sent(
    open_client: OpenClient, secure: Loopback, trusted: str
) -> None:
    seen: TLSPeer = (await open_client(verify=False).get(secure.url)).extensions["tls"]
    assert seen.certificate is not None
    right, wrong = seen.certificate.pin, "sha256/" + "A" * 43 + "="
    asked = len(secure.requests)

    with pytest.raises(TLSError, match="public key is not the pinned one"):
        await open_client(verify=trusted, pin=wrong).get(secure.url)
    assert len(secure.requests) == asked
    assert (await open_client(verify=trusted, pin=[wrong, right]).get(secure.url)).status_code
    other_host = open_client(verify=trusted, pin={"other.test": wrong})
    assert (await other_host.get(secure.url)).status_code == 200


async def test_a_server_that_is_too_old_is_refused(
    open_client: OpenClient, authority: trustme.CA, trusted: str
) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    authority.issue_cert("127.0.0.1").configure_cert(old)

    with Loopback(tls=old) as server:
        seen = (await open_client(verify=trusted).get(server.url)).extensions["tls"]
        with pytest.raises(TLSError, match="protocol version"):
            await open_client(verify=trusted, minimum_version="TLSv1.3").get(server.url)

    assert seen.version == "TLSv1.2"


async def test_a_client_certificate_is_shown_to_its_own_host_only(
    open_client: OpenClient, authority: trustme.CA, trusted: str, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.pem"
    authority.issue_cert("me@one.test").private_key_and_cert_chain_pem.write_to_path(str(mine))
    demanding = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    demanding.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(demanding)
    authority.issue_cert("127.0.0.1").configure_cert(demanding)

    with Loopback(demanding) as server:
        shown = open_client(verify=trusted, cert={"127.0.0.1": str(mine)})
        assert (await shown.get(server.url)).status_code == 200
        assert (await open_client(verify=trusted, cert=str(mine)).get(server.url)).is_success
        for other in ({"one.test": str(mine)}, None):
            with pytest.raises(TransportError, match=r"TLS|broke|closed"):
                await open_client(verify=trusted, cert=other).get(server.url)


async def test_a_missing_client_certificate_is_named(
    open_client: OpenClient, authority: trustme.CA, trusted: str
) -> None:
    demanding = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    demanding.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(demanding)
    authority.issue_cert("127.0.0.1").configure_cert(demanding)

    def script(peer: Peer) -> None:
        arriving, leaving = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = demanding.wrap_bio(arriving, leaving, server_side=True)
        with suppress(ssl.SSLError):
            while True:
                arriving.write(peer.receive())
                with suppress(ssl.SSLWantReadError):
                    tls.do_handshake()
                peer.send(leaving.read())
        peer.send(leaving.read())  # the alert
        peer.wait_for_close()

    refused = pytest.raises(TransportError, match=r"the server asks for a client certificate$")
    with Scripted(script) as server, refused:
        await open_client(verify=trusted).get(server.url.replace("http", "https"))


async def test_a_server_name_of_the_requests_own_is_asked_for_and_checked(
    open_client: OpenClient, secure: Loopback, trusted: str
) -> None:
    client = open_client(verify=trusted)
    named = {"sni_hostname": "one.test"}

    assert (await client.request("GET", secure.url, extensions=named)).status_code == 200
    with pytest.raises(TLSError, match="mismatch"):
        await client.request("GET", secure.url, extensions={"sni_hostname": "two.test"})


# ---- other ways -------------------------------------------------------------------------


async def test_connections_go_elsewhere_while_host_and_tls_keep_the_name(
    open_client: OpenClient, secure: Loopback, trusted: str
) -> None:
    moved = open_client(verify=trusted, connect_to={"one.test:443": f"127.0.0.1:{secure.port}"})
    found = open_client(verify=trusted, resolve={"one.test": ["127.0.0.1"]})

    assert (await moved.get("https://one.test/echo")).status_code == 200
    assert secure.requests[-1].header("Host") == "one.test"
    assert (await found.get(f"https://one.test:{secure.port}/echo")).timings.dns is None


async def test_through_a_proxy_the_tunnel_leads_elsewhere(
    open_client: OpenClient, proxy: ProxyServer, server: Loopback
) -> None:
    there = {"one.test": f"two.test:{server.port}"}
    client = open_client(proxy=Proxy(proxy.url, auth=AUTH), connect_to=there)

    assert (await client.get("http://one.test/echo")).json()["target"] == "/echo"
    assert proxy.asked == [("two.test", server.port)]


async def test_an_address_that_refuses_leaves_it_to_the_next(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(resolve={"one.test": ["127.0.0.9", "::1", "127.0.0.1"]})

    assert (await client.get(f"http://one.test:{server.port}/")).status_code == 200


@pytest.fixture
def silent(server: Loopback) -> Iterator[str]:
    """An address at which connections to the server's port wait: its queue is full."""
    with ExitStack() as opened:
        listener = opened.enter_context(socket.socket())
        listener.bind(("127.0.0.3", server.port))
        listener.listen(0)
        for _ in range(4):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.3", server.port))
        yield "127.0.0.3"


async def test_a_silent_address_does_not_hold_up_the_next(
    open_client: OpenClient, server: Loopback, silent: str
) -> None:
    client = open_client(resolve={"one.test": [silent, "127.0.0.1"]}, timeout=5)

    response = await client.get(f"http://one.test:{server.port}/")

    assert response.status_code == 200
    assert 0.2 < (response.timings.connect or 0) < 2


async def test_addresses_that_are_all_silent_are_a_connect_timeout(
    open_client: OpenClient, server: Loopback, silent: str
) -> None:
    client = open_client(resolve={"one.test": [silent, silent]}, timeout=0.4)

    with pytest.raises(ConnectTimeout):
        await client.get(f"http://one.test:{server.port}/")
    assert client.pool.open == 0


async def test_all_addresses_that_refuse_are_an_error(open_client: OpenClient) -> None:
    client = open_client(resolve={"one.test": ["127.0.0.9", "127.0.0.8", "::1"]}, retries=1)

    with pytest.raises(ConnectError, match=r"to one\.test port 9: connection refused"):
        await client.get("http://one.test:9/")


async def test_a_local_address_and_socket_options_are_used(
    open_client: OpenClient, server: Loopback
) -> None:
    option = (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    client = open_client(local_address="127.0.0.5", socket_options=[option])
    await client.get(server.url)

    assert server.requests[0].peer[0] == "127.0.0.5"
    idle = next(iter(client.pool._idle))
    assert idle.stream.get_extra_info("socket").getsockopt(*option[:2]) == 1


async def test_a_local_address_counts_on_the_way_to_a_proxy_too(
    open_client: OpenClient, scripted: Any
) -> None:
    came_from = []

    def script(peer: Peer) -> None:
        came_from.append(peer._sock.getpeername()[0])
        answering(OK)(peer)

    client = open_client(local_address="127.0.0.5", proxy=scripted(script).url)
    assert (await client.get("http://one.test/")).text == "ok"
    assert came_from == ["127.0.0.5"]


async def test_a_unix_socket_stands_for_every_host(open_client: OpenClient, tmp_path: Path) -> None:
    path = str(tmp_path / "socket")
    with Scripted(answering(OK, OK), unix=path) as server:
        client = open_client(uds=path)
        assert (await client.get("http://docker/v1")).text == "ok"
        assert b"Host: docker" in server.heads[0]
    with pytest.raises(ConnectError, match=r"to the Unix socket '.*': (no such|connection ref)"):
        await open_client(uds=path + "2").get("http://docker/")


def test_transports_take_the_same_arguments(server: Loopback) -> None:
    AsyncHTTPTransport(proxy="http://127.0.0.1:1", retries=2, uds=None, http1=True)
    transport = HTTPTransport(proxy=None, verify=False, trust_env=False)
    transport.close()
