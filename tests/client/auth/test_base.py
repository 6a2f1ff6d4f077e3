"""httpx's hooks: a flow run by hand, in both worlds."""

from collections.abc import Generator

import pytest

from workbench.client import Auth, Request, Response
from workbench.client.body import IteratorStream


class Reading(Auth):
    requires_request_body = True
    requires_response_body = True

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        self.seen.append(request.content)
        response = yield request
        self.seen.append(response.content)
        yield request


def test_the_sync_hook_reads_bodies_and_runs_the_flow() -> None:
    auth, request = Reading(), Request("PUT", "http://h/", stream=IteratorStream([b"a", b"b"]))
    rounds = auth.sync_auth_flow(request)

    assert next(rounds) is request
    assert rounds.send(Response(401, stream=IteratorStream([b"no"]))) is request
    with pytest.raises(StopIteration):
        rounds.send(Response(200))
    assert auth.seen == [b"ab", b"no"]


@pytest.mark.anyio
async def test_the_async_hook_does_the_same() -> None:
    auth, request = Reading(), Request("PUT", "http://h/", content=b"ab")
    rounds = auth.async_auth_flow(request)

    assert await anext(rounds) is request
    assert await rounds.asend(Response(401, content=b"no")) is request
    with pytest.raises(StopAsyncIteration):
        await rounds.asend(Response(200))
    assert auth.seen == [b"ab", b"no"]
