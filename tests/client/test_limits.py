"""How many connections a client holds: what is not said is no limit, as in HTTPX."""

from typing import Any

import anyio
import pytest

from tests.server.loopback import Loopback
from workbench.client import Limits

from .conftest import Caller, OpenClient

pytestmark = pytest.mark.anyio


def test_what_is_not_given_is_no_limit() -> None:
    assert Limits() == Limits(None, None, 5.0)
    assert Limits(max_connections=500).max_keepalive_connections is None


async def kept_after(client: Caller, server: Loopback, number: int) -> int:
    """Return how many connections are kept after so many responses were under way at once."""
    responses = [
        await client.request("GET", server / "bytes/500000", stream=True) for _ in range(number)
    ]
    for response in responses:
        await client.read(response)
    pool: Any = client.pool
    idle: int = pool.idle
    return idle


async def test_a_client_without_limits_keeps_twenty_and_with_any_all(
    open_client: OpenClient, server: Loopback
) -> None:
    with anyio.fail_after(30):
        assert await kept_after(open_client(limits=Limits(max_connections=50)), server, 25) == 25
        assert await kept_after(open_client(), server, 25) == 20
