import asyncio
import sys
from types import ModuleType

import pytest
import trio

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
