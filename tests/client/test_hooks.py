"""Hooks of the wrong kind: one works, the other says so instead of doing nothing."""

from typing import Any

import pytest

from tests.server.loopback import Loopback

from .conftest import Kind, OpenClient

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("event", ["request", "response"])
async def test_a_plain_function_is_called_and_a_coroutine_awaited_or_refused(
    event: str, open_client: OpenClient, server: Loopback, kind: Kind
) -> None:
    seen: list[Any] = []

    async def awaited(message: Any) -> None:
        seen.append("awaited")

    plain = open_client(event_hooks={event: [lambda message: seen.append("plain")]})
    await plain.get(server / "json")
    client = open_client(event_hooks={event: [awaited]})
    if kind == "sync":
        with pytest.raises(TypeError, match=r"^a Client cannot await its event hook awaited\(\)"):
            await client.get(server / "json")
        assert seen == ["plain"]
        assert (client.pool.open, client.pool.idle) == ((0, 0) if event == "request" else (1, 1))
    else:
        await client.get(server / "json")
        assert seen == ["plain", "awaited"]
