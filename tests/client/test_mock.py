"""Answers from a function."""

from typing import Any

import pytest

from workbench.client import MockTransport, Request, Response

from .conftest import Kind, OpenClient

pytestmark = pytest.mark.anyio


async def test_a_function_answers_with_the_whole_request_at_hand(open_client: OpenClient) -> None:
    seen: list[Request] = []

    def handler(request: Request) -> Response:
        seen.append(request)
        return Response(201, headers={"X-A": "b"}, content=request.content)

    response = await open_client(transport=MockTransport(handler)).post(
        "http://x/y", content=b"body"
    )

    assert (response.status_code, response.content, response.headers["x-a"]) == (201, b"body", "b")
    assert response.request is seen[0]
    assert str(response.url) == "http://x/y"
    assert response.elapsed.total_seconds() >= 0


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_an_async_function_answers_an_async_client(
    kind: Kind, open_client: OpenClient
) -> None:
    async def handler(request: Request) -> Response:
        return Response(200, content=await request.aread())

    client = open_client(transport=MockTransport(handler))

    assert (await client.post("http://x", content=b"a")).content == b"a"


@pytest.mark.parametrize("kind", ["sync"])
async def test_an_async_function_cannot_answer_a_sync_client(
    kind: Kind, open_client: OpenClient
) -> None:
    async def handler(request: Request) -> Response:
        return Response(200)

    with pytest.raises(TypeError, match="use AsyncClient"):
        await open_client(transport=MockTransport(handler)).get("http://x")


async def test_anything_but_a_response_is_refused(open_client: OpenClient) -> None:
    handler: Any = str

    with pytest.raises(TypeError, match="must return a Response, not str"):
        await open_client(transport=MockTransport(handler)).get("http://x")
