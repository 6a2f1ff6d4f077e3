"""Schemes that override httpx's hooks for I/O of their own, on live clients."""

from collections.abc import AsyncGenerator, Generator

import anyio
import pytest

from tests.client.conftest import OpenClient
from tests.server.loopback import Loopback
from workbench.client import Auth, Request, Response
from workbench.client.auth import BasicAuth, OwnRounds, does_own_io

pytestmark = pytest.mark.anyio


class Vault(Auth):
    """Asks somebody else for its token."""

    def __init__(self) -> None:
        self.log: list[object] = []

    def sync_auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        try:
            response = yield request
            self.log.append(response.status_code)
            request.headers["Authorization"] = "Bearer sync"
            response = yield request
            self.log.append(response.status_code)
        finally:
            self.log.append("left")

    async def async_auth_flow(self, request: Request) -> AsyncGenerator[Request, Response]:
        try:
            response = yield request
            await anyio.lowlevel.checkpoint()
            self.log.append(response.status_code)
            request.headers["Authorization"] = "Bearer async"
            response = yield request
            self.log.append(response.status_code)
        finally:
            self.log.append("left")


def test_only_overridden_hooks_count() -> None:
    assert does_own_io(Vault())
    assert not does_own_io(BasicAuth("u", "p"))


def test_a_flow_that_was_never_asked_may_be_left() -> None:
    OwnRounds(Vault(), Request("GET", "http://h/")).leave()


async def test_its_rounds_are_sent(open_client: OpenClient, server: Loopback, kind: str) -> None:
    auth = Vault()

    response = await open_client(auth=auth).get(server / "echo")

    world = "sync" if kind == "sync" else "async"
    assert dict(response.json()["headers"])["Authorization"] == f"Bearer {world}"
    assert auth.log == [200, 200, "left"]
    assert len(response.history) == 1


async def test_it_is_left_when_sending_fails(open_client: OpenClient) -> None:
    auth = Vault()

    with pytest.raises(Exception, match="http"):
        await open_client(auth=auth).get("ftp://h/")
    assert auth.log == ["left"]
