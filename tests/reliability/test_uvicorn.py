"""Clients of every kind and a server that people run."""

from collections.abc import Iterator

import pytest

from tests.client.conftest import Caller
from tests.server.uvicorn import Uvicorn

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def uvicorn() -> Iterator[str]:
    with Uvicorn() as server:
        yield server.url


async def test_bodies_go_there_and_back_over_one_connection(uvicorn: str, client: Caller) -> None:
    body = bytes(range(256)) * 5000

    for turn in range(3):
        response = await client.post(f"{uvicorn}/a%20b", params={"q": "é"}, content=body)
        assert response.content == body
        assert response.headers["x-asked"] == "POST /a%20b?q=%C3%A9"
        assert response.timings.reused == (turn > 0)
        assert response.http_version == "HTTP/1.1"
    assert client.client.cookies["seen"] == "1"


async def test_leave_to_send_a_body_is_given(uvicorn: str, client: Caller) -> None:
    response = await client.post(uvicorn, content=b"x" * 1000, headers={"Expect": "100-continue"})

    assert response.content == b"x" * 1000
    assert [status for status, _ in response.extensions["informational"]] == [100]


async def test_a_response_without_a_body_keeps_its_connection(uvicorn: str, client: Caller) -> None:
    assert (await client.request("HEAD", uvicorn)).content == b""
    assert (await client.get(uvicorn)).timings.reused
