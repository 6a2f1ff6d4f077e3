import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from workbench.client import URL, AsyncClient, DeviceCode
from workbench.engine.credentials import Credentials
from workbench.engine.visitor import Visitor
from workbench.errors import WorkbenchError
from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    InheritAuth,
    NetrcAuth,
    NoAuth,
    OAuth2Auth,
)

HERE = URL("http://api.shop.dev/a")


def ask(credentials: Credentials, auth: AuthSpec, *urls: str) -> list[int]:
    async def main() -> list[int]:
        async with AsyncClient(timeout=20) as http:
            return [
                (await http.get(url, auth=credentials.auth_for(auth, URL(url)))).status_code
                for url in urls
            ]

    return asyncio.run(main())


def headers_of(auth: AuthSpec) -> dict[str, str]:
    made = Credentials().auth_for(auth, HERE)
    assert made is not None
    from workbench.client import Request

    return dict(next(made.steps(Request("GET", HERE))).headers)  # type: ignore[union-attr]


@pytest.mark.parametrize("auth", [NoAuth(), InheritAuth()])
def test_without_a_word_on_it_the_url_says_who_is_asking(auth: AuthSpec) -> None:
    assert Credentials().auth_for(auth, HERE) is None


@pytest.mark.parametrize(
    ("auth", "name", "value"),
    [
        (BasicAuth("ada", "pw"), "authorization", "Basic YWRhOnB3"),
        (BearerAuth("t"), "authorization", "Bearer t"),
        (ApiKeyAuth("X-Key", "k"), "x-key", "k"),
        (ApiKeyAuth("sid", "k", "cookie"), "cookie", "sid=k"),
        (
            AwsSigV4Auth("AK", "SK", "ST", "eu-central-1", "execute-api"),
            "x-amz-security-token",
            "ST",
        ),
    ],
)
def test_what_is_the_same_in_every_request_is_in_its_headers(
    auth: AuthSpec, name: str, value: str
) -> None:
    assert headers_of(auth)[name] == value


def test_a_key_that_no_cookie_may_hold_is_a_problem() -> None:
    with pytest.raises(WorkbenchError, match="cannot authenticate"):
        Credentials().auth_for(ApiKeyAuth("sid", "a;b", "cookie"), HERE)


def test_a_digest_remembers_the_challenge_of_its_origin(demo_url: str) -> None:
    credentials, auth = Credentials(), DigestAuth("ada", "lovelace")

    assert ask(credentials, auth, f"{demo_url}/auth/digest") == [200]
    assert credentials.auth_for(auth, HERE) is credentials.auth_for(auth, HERE)
    assert credentials.auth_for(auth, HERE) is not credentials.auth_for(auth, URL("http://b/"))


def oauth(demo_url: str) -> OAuth2Auth:
    return OAuth2Auth(
        token_url=f"{demo_url}/oauth/token",
        client_id="demo-client",
        client_secret="demo-secret",
    )


@pytest.mark.parametrize("send_client", ["basic", "body"])
def test_a_token_is_got_once_and_shared_by_all_who_ask_in_the_same_way(
    demo_url: str, send_client: str
) -> None:
    credentials = Credentials()
    auth = replace(oauth(demo_url), send_client=send_client)  # type: ignore[arg-type]
    assert credentials.token(auth) is None

    assert ask(credentials, auth, *[f"{demo_url}/oauth/resource"] * 2) == [200, 200]
    first = credentials.token(auth)
    assert first is not None
    assert ask(credentials, auth, f"{demo_url}/oauth/resource") == [200]
    assert credentials.token(auth) == first

    credentials.forget(auth)
    assert credentials.token(auth) is None
    assert ask(credentials, auth, f"{demo_url}/oauth/resource") == [200]
    assert credentials.token(auth) != first


def test_a_password_and_a_refresh_token_get_one_as_well(demo_url: str) -> None:
    credentials = Credentials()
    password = replace(oauth(demo_url), grant="password", username="ada", password="lovelace")
    assert ask(credentials, password, f"{demo_url}/oauth/resource") == [200]
    token = credentials.token(password)
    assert token is not None
    assert token.refresh_token is not None

    renewal = replace(oauth(demo_url), grant="refresh-token", refresh_token=token.refresh_token)
    assert ask(credentials, renewal, f"{demo_url}/oauth/resource") == [200]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"token_url": ""}, "OAuth 2 needs a token URL"),
        ({"grant": "authorization-code"}, "an authorization code needs a person with a browser"),
        ({"grant": "device-code"}, "a device code needs a person with a browser"),
    ],
)
def test_what_is_missing_for_a_token_is_said(changes: dict[str, str], what: str) -> None:
    auth = replace(oauth("http://h"), **changes)  # type: ignore[arg-type]

    with pytest.raises(WorkbenchError, match=what):
        Credentials().auth_for(auth, HERE)


def visitor(
    open_page: Callable[[str], object] = lambda _: None,
    show_code: Callable[[DeviceCode], Awaitable[object] | object] = lambda _: None,
) -> Visitor:
    return Visitor(open_page, show_code)


def test_a_browser_is_waited_for_where_the_redirect_url_says() -> None:
    auth = replace(
        oauth("http://h"),
        grant="authorization-code",
        authorization_url="http://h/authorize",
        redirect_url="http://127.0.0.1:0/back",
    )
    # Port 0 picks a free one; a fixed one could be taken on the machine of the tests.
    made = Credentials(visitor()).auth_for(auth, HERE)
    assert made is not None
    receiver = made._visit  # type: ignore[attr-defined]
    assert receiver.redirect_uri.endswith("/back")
    receiver.close()

    for elsewhere in ("http://shop.dev/back", "https://127.0.0.1/back"):
        with pytest.raises(WorkbenchError, match="cannot wait for the browser at"):
            Credentials(visitor()).auth_for(replace(auth, redirect_url=elsewhere), HERE)


def test_a_browser_without_an_authorization_server_ends_in_an_error(demo_url: str) -> None:
    """The page that is opened asks for what the grant needs; coming back with a code goes on."""
    opened: list[str] = []

    def open_page(url: str) -> None:
        opened.append(url)
        asked = URL(url).params
        back = URL(asked["redirect_uri"]).copy_with(
            params={"state": asked["state"], "error": "access_denied"}
        )
        import threading

        threading.Thread(target=lambda: urlopen(str(back)).read()).start()

    auth = replace(
        oauth(demo_url), grant="authorization-code", authorization_url=f"{demo_url}/authorize"
    )
    with pytest.raises(Exception, match="access_denied"):
        ask(Credentials(visitor(open_page)), auth, f"{demo_url}/oauth/resource")

    assert opened[0].startswith(f"{demo_url}/authorize?response_type=code")
    assert "code_challenge_method=S256" in opened[0]


def test_netrc_speaks_for_its_hosts_and_says_what_is_wrong_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(WorkbenchError, match=r"there is no ~/\.netrc"):
        Credentials().auth_for(NetrcAuth(), HERE)

    netrc = tmp_path / ".netrc"
    netrc.write_text("machine api.shop.dev login ada password pw\n")
    netrc.chmod(0o644)
    with pytest.raises(WorkbenchError, match="make it 0600"):
        Credentials().auth_for(NetrcAuth(), HERE)

    netrc.chmod(0o600)
    assert headers_of(NetrcAuth())["authorization"] == "Basic YWRhOnB3"

    netrc.write_text("nonsense")
    with pytest.raises(WorkbenchError, match="cannot authenticate"):
        Credentials().auth_for(NetrcAuth(), HERE)
