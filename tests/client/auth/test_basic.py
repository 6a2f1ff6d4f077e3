from base64 import b64decode
from typing import Any

import pytest

from tests.client.conftest import Caller, OpenClient
from tests.server.loopback import Loopback
from workbench.client import (
    USE_CLIENT_DEFAULT,
    APIKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    FunctionAuth,
    LocalProtocolError,
    NoAuth,
    Request,
)
from workbench.client.h1_request import Outgoing


def authorized(auth: Auth) -> Request:
    return next(auth.auth_flow(Request("GET", "http://h/")))


@pytest.mark.parametrize(
    ("auth", "header"),
    [
        (BasicAuth("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        (BasicAuth("test", "123£"), "Basic dGVzdDoxMjPCow=="),
        (BasicAuth(b"a", b""), "Basic YTo="),
        (BearerAuth("mF_9.B5f-4.1JqM"), "Bearer mF_9.B5f-4.1JqM"),
    ],
    ids=["RFC 7617", "RFC 7617 in UTF-8", "bytes", "RFC 6750"],
)
def test_credentials_become_a_header(auth: Auth, header: str) -> None:
    assert authorized(auth).headers["Authorization"] == header


def test_the_plain_scheme_adds_nothing() -> None:
    assert "Authorization" not in authorized(Auth()).headers


def test_credentials_do_not_show_in_a_repr() -> None:
    assert "s3cret" not in repr(BasicAuth("u", "s3cret")) + repr(BearerAuth("s3cret"))


def test_a_token_with_a_line_break_is_refused_without_being_shown() -> None:
    with pytest.raises(LocalProtocolError, match="'Authorization'") as caught:
        Outgoing(authorized(BearerAuth("s3cret\r\nX: y")))
    assert "s3cret" not in str(caught.value)


def test_an_api_key_goes_into_a_header_or_the_query() -> None:
    assert authorized(APIKeyAuth("k")).headers["X-API-Key"] == "k"
    assert authorized(APIKeyAuth("k", name="Token")).headers["Token"] == "k"
    assert authorized(APIKeyAuth("k&", name="key", place="query")).url == "http://h/?key=k%26"


def test_an_api_key_has_no_other_place() -> None:
    with pytest.raises(ValueError, match="'body'"):
        APIKeyAuth("k", place="body")  # type: ignore[arg-type]  # test


@pytest.mark.parametrize(("name", "key"), [("a b", "k"), ("", "k"), ("a", "k;b=c"), ("a", "k\r\n")])
def test_a_cookie_cannot_bring_another_along(name: str, key: str) -> None:
    with pytest.raises(ValueError, match="that no cookie may have") as caught:
        APIKeyAuth(key, name=name, place="cookie")
    assert key not in str(caught.value) or key == "k"


def test_a_function_changes_the_request() -> None:
    def sign(request: Request) -> Request:
        request.headers["X-Signed"] = request.method
        return request

    assert authorized(FunctionAuth(sign)).headers["X-Signed"] == "GET"


@pytest.mark.anyio
async def test_whose_credentials_are_sent(open_client: OpenClient, server: Loopback) -> None:
    client = open_client(auth=("client", "c"))
    named = f"http://url:u@127.0.0.1:{server.port}/echo"

    async def sent(caller: Caller, url: str, **options: Any) -> str:
        await caller.get(url, **options)
        header = server.requests[-1].header("authorization") or ""
        return b64decode(header.removeprefix("Basic ")).decode()

    assert await sent(client, named) == "client:c"
    assert await sent(client, named, auth=USE_CLIENT_DEFAULT) == "client:c"
    assert await sent(client, named, auth=("own", "o")) == "own:o"
    assert await sent(client, named, auth=None) == "url:u"
    assert await sent(open_client(), named) == "url:u"
    assert await sent(client, named, auth=NoAuth()) == ""
    assert await sent(client, server / "echo", auth=None) == ""


def keys(server: Loopback) -> list[str]:
    """Return where each request to a server had the key."""
    return [
        " ".join(
            place
            for place, text in (
                ("header", seen.header("x-custom")),
                ("query", seen.target),
                ("cookie", seen.header("cookie")),
            )
            if "sesame" in (text or "")
        )
        for seen in server.requests
    ]


@pytest.mark.anyio
@pytest.mark.parametrize("place", ["header", "query", "cookie"])
async def test_a_key_stays_with_its_origin(
    open_client: OpenClient, server: Loopback, place: Any
) -> None:
    with Loopback() as other:
        client = open_client(
            auth=APIKeyAuth("sesame", name="X-Custom", place=place), follow_redirects=True
        )

        await client.get(server / f"redirect?to={other.url}/redirect?to={server.url}/echo")
        await client.get(server / "redirect/2")

        assert keys(server) == [place, "", place, place, place]
        assert keys(other) == [""]


@pytest.mark.anyio
async def test_a_key_in_a_cookie_goes_beside_the_others(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(auth=APIKeyAuth("k", name="key", place="cookie"), follow_redirects=True)

    await client.get(server / "echo", cookies={"own": "1"})
    await client.get(server / "set-cookie?set=2&_to=/echo")
    await client.get(server / "echo", cookies={"key": "older"})

    cookies = [seen.header("cookie") for seen in server.requests]
    assert cookies == ["own=1; key=k", "key=k", "set=2; key=k", "set=2; key=k"]
