import asyncio
import ssl
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import trustme

from tests.server.http2 import Hypercorn
from tests.server.loopback import Loopback
from tests.server.proxies import ProxyServer
from workbench import client
from workbench.client import AsyncClient, AsyncioBackend
from workbench.engine.wires import Wire, Wires

T = TypeVar("T")

APP = """
started = []

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        started.append("up")
        await send({"type": "lifespan.startup.complete"})
        await receive()
        started.append("down")
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"in process"})
"""


def with_wires(story: Callable[[AsyncClient], Awaitable[T]], *folders: Path) -> T:
    async def main() -> T:
        async with AsyncClient(transport=Wires(AsyncioBackend(), folders)) as http:
            return await story(http)

    return asyncio.run(main())


async def text(http: AsyncClient, url: str, wire: Wire) -> str:
    response = await http.get(url, extensions={"wire": wire}, timeout=20)
    return response.text


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Loopback(tls=context) as server:
        yield server


def test_requests_with_one_wire_share_a_connection_and_those_with_another_do_not() -> None:
    with Loopback() as server:

        async def story(http: AsyncClient) -> None:
            for wire in (Wire(), Wire(), Wire(http_version="1.1")):
                await text(http, server / "echo", wire)

        with_wires(story)

        first, second, third = (seen.peer for seen in server.requests)
        assert first == second != third


def test_certificates_are_checked_unless_the_wire_says_otherwise(secure: Loopback, ca: str) -> None:
    async def story(http: AsyncClient) -> None:
        await text(http, secure / "echo", Wire(verify=False))
        await text(http, secure / "echo", Wire(ca=ca))
        with pytest.raises(client.ConnectError):
            await text(http, secure / "echo", Wire())

    with_wires(story)

    assert len(secure.requests) == 2


def test_a_client_certificate_is_shown_where_it_is_asked_for(
    authority: trustme.CA, ca: str, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    context.load_verify_locations(ca)
    context.verify_mode = ssl.CERT_REQUIRED
    issued = authority.issue_cert("ada@example.org")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    issued.cert_chain_pems[0].write_to_path(str(cert))
    issued.private_key_pem.write_to_path(str(key))
    wire = Wire(ca=ca, cert=str(cert), cert_key=str(key))
    with Loopback(tls=context) as server:

        async def story(http: AsyncClient) -> None:
            await text(http, server / "echo", wire)
            with pytest.raises(client.HTTPError):
                await text(http, server / "echo", wire.elsewhere())

        with_wires(story)

        assert len(server.requests) == 1


def test_a_proxy_is_the_given_one_or_none_or_what_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Loopback() as server, ProxyServer() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)

        async def story(http: AsyncClient) -> None:
            await text(http, server / "echo", Wire())
            await text(http, server / "echo", Wire(proxy=""))
            monkeypatch.delenv("http_proxy")
            await text(http, server / "echo", Wire(proxy=proxy.url))

        with_wires(story)

        assert len(server.requests) == 3
        assert len(proxy.heads) == 2


def test_http_2_is_spoken_where_both_sides_know_it_and_the_wire_allows_it(
    authority: trustme.CA, ca: str, tmp_path: Path
) -> None:
    pem = tmp_path / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    with Hypercorn(str(pem)) as server:

        async def versions(http: AsyncClient) -> list[str]:
            asked = ("", "1.1", "2")
            wires = (Wire(ca=ca, http_version=version) for version in asked)
            sent = [await http.get(server.url, extensions={"wire": w}) for w in wires]
            return [response.http_version for response in sent]

        assert with_wires(versions) == ["HTTP/2", "HTTP/1.1", "HTTP/2"]


def test_an_application_answers_in_this_process_and_lives_as_long_as_the_wires(
    tmp_path: Path,
) -> None:
    (tmp_path / "small_app.py").write_text(APP)
    wire = Wire(app="small_app:app")

    async def story(http: AsyncClient) -> list[str]:
        return await asyncio.gather(*(text(http, f"http://app/{n}", wire) for n in range(3)))

    assert with_wires(story, tmp_path) == ["in process"] * 3
    module = sys.modules.pop("small_app")
    assert module.started == ["up", "down"]


def test_to_another_origin_goes_nothing_that_is_meant_for_this_one() -> None:
    wire = Wire(verify=False, cert="c.pem", cert_key="k.pem", app="a:b", proxy="http://p")

    assert wire.elsewhere() == Wire(proxy="http://p")
    assert Wire(ca="ca.pem", http_version="2").elsewhere() == Wire(ca="ca.pem", http_version="2")
