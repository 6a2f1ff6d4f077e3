"""Every intended difference from HTTPX is one row of a page, and every row has its test."""

import ast
import logging
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import PACKAGE, ROOT
from tests.server.loopback import Loopback
from workbench import client as api
from workbench.client import AsyncClient, Client

PAGE = (PACKAGE / "client" / "DIFFERENCES.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| what", "| ---"))
]
# What `from httpx import *` gave, by httpx 0.28.1's __all__.
PUBLIC = """
    ASGITransport AsyncBaseTransport AsyncByteStream AsyncClient AsyncHTTPTransport Auth
    BaseTransport BasicAuth ByteStream Client CloseError ConnectError ConnectTimeout
    CookieConflict Cookies DecodingError DigestAuth FunctionAuth HTTPError HTTPStatusError
    HTTPTransport Headers InvalidURL Limits LocalProtocolError MockTransport NetRCAuth
    NetworkError PoolTimeout ProtocolError Proxy ProxyError QueryParams ReadError
    ReadTimeout RemoteProtocolError Request RequestError RequestNotRead Response
    ResponseNotRead StreamClosed StreamConsumed StreamError SyncByteStream Timeout
    TimeoutException TooManyRedirects TransportError URL USE_CLIENT_DEFAULT
    UnsupportedProtocol WSGITransport WriteError WriteTimeout codes create_ssl_context
    delete get head options patch post put request stream
"""

# The public attributes of its classes, but for what it deprecated.
ATTRIBUTES = """
    AsyncByteStream: aclose
    AsyncClient: aclose auth base_url build_request cookies delete event_hooks get head
        headers is_closed options params patch post put request send stream timeout
        trust_env
    Auth: async_auth_flow auth_flow requires_request_body requires_response_body
        sync_auth_flow
    ByteStream: aclose close
    Client: auth base_url build_request close cookies delete event_hooks get head headers
        is_closed options params patch post put request send stream timeout trust_env
    Cookies: clear delete extract_cookies get items keys pop popitem set set_cookie_header
        setdefault update values
    Headers: clear copy encoding get get_list items keys multi_items pop popitem raw
        setdefault update values
    MockTransport: aclose close handle_async_request handle_request
    Proxy: raw_auth
    QueryParams: add get get_list items keys merge multi_items remove set values
    Request: aread content read
    Response: aclose aiter_bytes aiter_lines aiter_raw aiter_text aread charset_encoding
        close content cookies elapsed encoding has_redirect_location http_version
        is_client_error is_error is_informational is_redirect is_server_error is_success
        iter_bytes iter_lines iter_raw iter_text json links num_bytes_downloaded
        raise_for_status read reason_phrase request text url
    SyncByteStream: close
    Timeout: as_dict
    URL: copy_add_param copy_merge_params copy_remove_param copy_set_param copy_with
        fragment host is_absolute_url is_relative_url join netloc params password path port
        query raw_host raw_path raw_scheme scheme userinfo username
"""


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


def test_the_page_has_rows_of_five_cells() -> None:
    assert len(ROWS) > 50
    assert [row for row in ROWS if len(row) != 5 or not all(row)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: re.sub(r"\W+", "-", row[0]))
def test_every_row_names_a_test_that_is_there(row: list[str]) -> None:
    path, _, name = row[4].strip("`").partition("::")

    source = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = [
        node.name
        for node in source.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert name.startswith("test_")
    assert name in functions


def test_every_other_public_name_is_here() -> None:
    assert [name for name in PUBLIC.split() if name not in api.__all__] == []
    for name in ("main", "__version__", "__title__", "__description__"):
        assert not hasattr(api, name)


def test_every_other_attribute_is_here() -> None:
    missing, name = [], ""
    for word in ATTRIBUTES.split():
        if word.endswith(":"):
            name = word.removesuffix(":")
        elif not hasattr(getattr(api, name), word):
            missing.append(f"{name}.{word}")

    assert missing == []
    assert not hasattr(api.URL, "raw")
    assert not hasattr(api.QueryParams, "update")


def test_nothing_is_logged(server: Loopback, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    api.get(server / "json?token=s3cret", auth=("user", "s3cret"))

    assert caplog.records == []


def test_a_get_may_have_a_body(server: Loopback) -> None:
    with Client() as client:
        response = client.get(server / "echo", json={"query": 1})  # type: ignore[call-arg]  # so

    assert response.json()["body"] == '{"query":1}'


def test_the_raw_stream_is_only_for_switched_protocols(server: Loopback) -> None:
    response = api.get(server / "json")

    assert "network_stream" not in response.extensions
    assert response.timings.peer is not None
    assert response.timings.peer.address == ("127.0.0.1", server.port)


def test_the_user_agent_is_our_own(server: Loopback) -> None:
    api.get(server / "json")

    assert server.requests[0].header("user-agent") == "workbench"


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_parallel_requests_follow_redirects_as_their_client_does(server: Loopback) -> None:
    async with AsyncClient() as client, client.parallel() as parallel:
        there = parallel.get(server / "redirect/1")
        followed = parallel.get(server / "redirect/1", follow_redirects=True)
        assert (await there.get_response()).status_code == 302
        assert (await followed.get_response()).status_code == 200


def test_parallel_requests_in_threads_do_the_same(server: Loopback) -> None:
    with Client(follow_redirects=True) as client, client.parallel() as parallel:
        assert parallel.get(server / "redirect/1").get_response().status_code == 200
