"""The seam: what a transport of one's own starts from, and what ours adds to a response."""

from typing import Any

import pytest

from workbench.client import (
    AsyncBaseTransport,
    AsyncClient,
    AsyncHTTPTransport,
    BaseTransport,
    Client,
    HTTPTransport,
    Request,
    TotalTimeout,
)
from workbench.client.body import ByteStream
from workbench.client.h1_head import Head
from workbench.client.network.base import Stream
from workbench.client.timings import Stamps
from workbench.client.transport import extensions_of, patience_of

REQUEST = Request("GET", "http://h/")


@pytest.mark.anyio
async def test_a_transport_answers_itself_and_closes_with_its_block() -> None:
    closed = []

    class Own(BaseTransport):
        def close(self) -> None:
            closed.append("sync")

    class AsyncOwn(AsyncBaseTransport):
        async def aclose(self) -> None:
            closed.append("async")

    with Own() as own, pytest.raises(NotImplementedError):
        own.handle_request(REQUEST)
    async with AsyncOwn() as async_own:
        with pytest.raises(NotImplementedError):
            await async_own.handle_async_request(REQUEST)

    assert closed == ["sync", "async"]


def test_the_time_limits_of_a_request_are_in_its_extensions() -> None:
    limits = {"timeout": {"read": 3.0, "total": 1.0}, "deadline": 0.0}

    patience = patience_of(Request("GET", "http://h/", extensions=limits))

    assert (patience.read, patience.write) == (3.0, None)
    with pytest.raises(TotalTimeout):
        patience.within(5.0)
    assert patience_of(REQUEST).within(5.0) == 5.0


def test_a_response_says_what_came_beside_its_headers_and_body() -> None:
    early = Head(b"1.1", 103, b"Early Hints", [(b"Link", b"</a>")], 0)
    head = Head(b"1.0", 200, b"Fine", [], 0, trailers=[(b"A", b"b")], informational=[early])
    stamps = Stamps(0.0)

    found = extensions_of(head, stamps, Stream(), ByteStream(b""))

    assert found["http_version"] == b"HTTP/1.0"
    assert found["reason_phrase"] == b"Fine"
    assert found["stamps"] is stamps
    assert found["trailers"] == [(b"A", b"b")]
    assert found["informational"] == [(103, {"link": "</a>"})]
    assert found.keys().isdisjoint({"tls", "network_stream"})


@pytest.mark.parametrize(
    ("made", "wrong"),
    [(Client, AsyncHTTPTransport()), (AsyncClient, HTTPTransport()), (Client, object())],
)
def test_a_transport_of_the_other_kind_is_refused_where_it_is_given(made: Any, wrong: Any) -> None:
    kind = type(wrong).__name__
    told = rf"^{made.__name__} calls handle_\w+\(\) of its transports, and {kind} has none$"
    with pytest.raises(TypeError, match=told):
        made(transport=wrong)
    with pytest.raises(TypeError, match=told):
        made(mounts={"all://h": wrong, "all://i": None})
