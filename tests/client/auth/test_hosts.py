"""Credentials that are bound to hosts."""

import pytest

from tests.client.conftest import OpenClient
from tests.server.authorization import CLIENT, SECRET, Authorization
from tests.server.loopback import Loopback
from workbench.client import (
    URL,
    BasicAuth,
    BearerAuth,
    HostAuth,
    InvalidURL,
    NoAuth,
    OAuth2ClientCredentials,
    Request,
)

pytestmark = pytest.mark.anyio


def test_the_most_specific_pattern_counts() -> None:
    wide, narrow = BearerAuth("wide"), BearerAuth("narrow")
    auth = HostAuth({"all://*example.org": wide, "https://api.example.org": narrow})

    assert auth.for_url(URL("http://example.org/")) is wide
    assert auth.for_url(URL("https://api.example.org/")) is narrow
    assert auth.for_url(URL("http://api.example.org/")) is wide
    assert isinstance(auth.for_url(URL("https://example.com/")), NoAuth)


def test_a_pair_is_a_user_and_a_password() -> None:
    auth = HostAuth({"all://a.test": ("user", "password")})

    request = next(auth.auth_flow(Request("GET", "http://a.test/")))

    assert (
        request.headers
        == next(BasicAuth("user", "password").auth_flow(Request("GET", "http://a.test/"))).headers
    )


@pytest.mark.parametrize("pattern", ["example.org", "http://[", "all://a b"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises((ValueError, InvalidURL)):
        HostAuth({pattern: BearerAuth("t")})


async def test_only_the_hosts_that_are_named_get_credentials(
    open_client: OpenClient, server: Loopback
) -> None:
    with Loopback() as other:
        client = open_client(
            auth=HostAuth({server.url: BearerAuth("mine"), "https://*": ("user", "other")}),
            follow_redirects=True,
        )
        await client.get(other / "json")
        await client.get(server / f"redirect?to={other.url}/json")

        assert server.requests[0].header("authorization") == "Bearer mine"
        assert [seen.header("authorization") for seen in other.requests] == [None, None]


async def test_who_follows_by_hand_sends_no_credentials_to_another_origin(
    open_client: OpenClient, server: Loopback
) -> None:
    with Loopback() as other:
        client = open_client(auth=("user", "password"))
        response = await client.get(server / f"redirect?to={other.url}/json")
        assert response.next_request is not None
        await client.send(response.next_request)
        home = await client.get(server / "redirect?to=/json")
        assert home.next_request is not None
        await client.send(home.next_request)

    assert other.requests[0].header("authorization") is None
    assert server.requests[-1].header("authorization") is not None


async def test_a_scheme_that_gets_tokens_may_be_bound_to_its_host(open_client: OpenClient) -> None:
    with Authorization() as login, Loopback() as other:
        granting = OAuth2ClientCredentials(
            login / "token", client_id=CLIENT, client_secret=SECRET, origins=[login.url]
        )
        client = open_client(auth=HostAuth({login.url: granting}))

        assert (await client.get(login / "api")).text == "t1"
        await client.get(other / "json")

    assert login.granted == ["client_credentials"]
    assert other.requests[0].header("authorization") is None
