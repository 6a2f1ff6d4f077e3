import asyncio
import gc
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio
import pytest
import trio
import trustme

from tests.server.http2 import Hypercorn
from workbench.client import AsyncClient
from workbench.client.backend import AsyncioBackend, Backend, TrioBackend, running_backend
from workbench.client.network.asyncio import AsyncioNetwork
from workbench.client.network.trio import TrioNetwork


async def found() -> Backend | None:
    return running_backend()


def test_the_running_library_is_found_out() -> None:
    assert isinstance(asyncio.run(found()), AsyncioBackend)
    assert isinstance(trio.run(found), TrioBackend)
    assert running_backend() is None


def test_a_thread_beside_a_loop_runs_nothing() -> None:
    async def beside() -> Backend | None:
        return await asyncio.to_thread(running_backend)

    assert asyncio.run(beside()) is None


@pytest.mark.parametrize("name", ["trio.lowlevel", "asyncio"])
def test_a_library_that_another_thread_is_importing_runs_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, ModuleType(name))

    assert running_backend() is None


def test_each_backend_has_its_network() -> None:
    assert isinstance(AsyncioBackend().network(), AsyncioNetwork)
    assert isinstance(TrioBackend().network(), TrioNetwork)


# The first loop cannot close its connection any more.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("settings", [{}, {"http2": True}], ids=["http1", "http2"])
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_outlives_the_loop_that_it_was_used_in(
    backend: str, settings: dict[str, Any], tmp_path: Path
) -> None:
    authority = trustme.CA()
    pem, trusted = tmp_path / "server.pem", tmp_path / "ca.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    authority.cert_pem.write_to_path(str(trusted))
    seen: list[str] = []

    async def twice() -> None:
        for _ in range(2):
            response = await client.get(server.url)
            seen.append(f"{response.http_version} {response.timings.reused}")

    with Hypercorn(str(pem)) as server:
        client = AsyncClient(verify=str(trusted), **settings)
        for _ in range(2):
            anyio.run(twice, backend=backend)
        anyio.run(client.aclose, backend=backend)
    gc.collect()

    version = "HTTP/2" if settings else "HTTP/1.1"
    assert seen[:3] == [f"{version} False", f"{version} True", seen[2]]
    assert seen[3] == f"{version} True"
