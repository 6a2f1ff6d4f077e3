"""What comes with a response over HTTP/2, before, behind and instead of its body."""

from collections.abc import Callable
from typing import Any

import h2.settings
import pytest

from tests.client.conftest import OpenClient
from tests.server.http2 import Frames, framed
from tests.server.scripted import Scripted
from workbench.client import RemoteProtocolError

from .http2 import PRIOR

pytestmark = pytest.mark.anyio
Start = Callable[..., Scripted]


# ---- what comes beside a response


async def test_informational_responses_and_trailers_are_kept(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        frames.h2.send_headers(number, [(":status", "103"), ("link", "</a.css>")])
        frames.h2.send_headers(number, [(":status", "200")])
        frames.h2.send_data(number, b"body")
        frames.h2.send_headers(number, [("checksum", "abc")], end_stream=True)
        frames.flush()
        frames.peer.wait_for_close()

    client = open_client(**PRIOR)
    response = await client.get(scripted(framed(play)).url, stream=True)
    assert await client.read(response) == b"body"
    assert response.extensions["informational"] == [(103, {"link": "</a.css>"})]
    assert response.trailers == {"checksum": "abc"}
    assert "checksum" not in response.headers


async def test_too_many_informational_responses_are_an_error(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        for _ in range(30):
            frames.h2.send_headers(number, [(":status", "103"), ("link", "</a.css>")])
        frames.flush()
        frames.peer.wait_for_close()

    with pytest.raises(RemoteProtocolError, match="informational"):
        await open_client(**PRIOR).get(scripted(framed(play)).url)


@pytest.mark.parametrize(
    ("method", "status", "whole"),
    [("HEAD", "200", True), ("GET", "304", True), ("GET", "200", False)],
)
async def test_a_body_shorter_than_was_announced_is_an_error_where_there_is_one(
    open_client: OpenClient, scripted: Start, method: str, status: str, whole: bool
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for_request().stream_id
        fields = [(":status", status), ("content-length", "9")]
        frames.h2.send_headers(number, fields, end_stream=True)
        frames.flush()
        frames.peer.wait_for_close()

    client, server = open_client(**PRIOR), scripted(framed(play))
    if whole:
        assert (await client.request(method, server.url)).headers["content-length"] == "9"
    else:
        with pytest.raises(RemoteProtocolError, match="shorter than was announced"):
            await client.request(method, server.url)


# ---- what a peer offers


async def test_a_peer_cannot_make_our_compression_table_grow(
    open_client: OpenClient, scripted: Start
) -> None:
    def play(frames: Frames) -> None:
        frames.h2.update_settings({h2.settings.SettingCodes.HEADER_TABLE_SIZE: (1 << 32) - 1})
        for _ in range(3):
            frames.answer(frames.wait_for_request().stream_id)
        frames.peer.wait_for_close()

    client, server = open_client(**PRIOR), scripted(framed(play))
    for number in range(3):
        await client.get(server.url, headers={"X": f"{number}" * 3000})
    wire: Any = next(iter(client.pool._idle))._wire
    assert wire._h2.encoder.header_table.maxsize == 4096
