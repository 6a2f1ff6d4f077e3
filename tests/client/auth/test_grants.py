"""The ways to a first token, played against a server that keeps what it was sent."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import anyio
import pytest

from tests.client.conftest import Caller, OpenClient
from tests.server.authorization import CLIENT, SECRET, Authorization
from tests.server.loopback import Loopback, Reply, Seen, as_json, route
from workbench.client import (
    DeviceCode,
    FileTokenStore,
    LoopbackReceiver,
    OAuth2,
    OAuth2AuthorizationCode,
    OAuth2ClientCredentials,
    OAuth2DeviceCode,
    OAuth2Error,
    OAuth2Password,
    OAuth2RefreshToken,
    Token,
)
from workbench.client.auth.grants import base64url, challenge_of, code_of, is_web, scoped

from .test_oauth2 import Server

TOKEN_URL = "https://login/token"
DEVICE = {
    "device_code": "d3vice",
    "user_code": "WDJB-MJHT",
    "verification_uri": "https://login/device",
    "expires_in": 60,
    "interval": 5,
}


def test_a_password_is_exchanged_for_a_token() -> None:
    server = Server()

    server.get(OAuth2Password(TOKEN_URL, username="u", password="p", client_id="i", scope="s"))

    assert server.forms == [
        {"grant_type": "password", "username": "u", "password": "p", "scope": "s",
         "client_id": "i"}
    ]  # fmt: skip
    assert server.sent == ["Bearer t1"]


def test_a_password_does_not_come_back_in_an_error() -> None:
    server = Server()
    server.replies = [{"error": "invalid_grant", "error_description": "hunter2 is wrong"}]

    with pytest.raises(OAuth2Error, match=r"invalid_grant: .secure. is wrong"):
        server.get(OAuth2Password(TOKEN_URL, username="u", password="hunter2", client_id="i"))


def test_a_refresh_token_from_elsewhere_begins() -> None:
    server = Server(refresh_token="r2")
    auth = OAuth2RefreshToken(
        TOKEN_URL, refresh_token="r1", client_id="i", clock=lambda: server.now
    )

    server.get(auth)
    server.now += 4000
    server.get(auth)

    assert [form["refresh_token"] for form in server.forms] == ["r1", "r2"]


def test_pkce_as_in_rfc_7636() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert base64url(b"\xff\xfe") == "__4"
    assert scoped({}, None) == {}


def code_grant(server: Server, visit: Any, **options: Any) -> OAuth2AuthorizationCode:
    return OAuth2AuthorizationCode(
        "https://login/authorize?tenant=x",
        TOKEN_URL,
        client_id="i",
        redirect_uri="http://127.0.0.1:5/callback",
        visit=visit,
        clock=lambda: server.now,
        **options,
    )


def test_a_visit_brings_a_code_that_buys_a_token() -> None:
    server = Server()
    asked: dict[str, str] = {}

    def visit(url: str) -> str:
        asked.update(parse_qsl(urlsplit(url).query))
        return f"http://127.0.0.1:5/callback?code=c0de&state={asked['state']}"

    server.get(code_grant(server, visit, scope="read"))

    (form,) = server.forms
    assert asked.pop("code_challenge") == challenge_of(form["code_verifier"])
    assert asked.pop("state") != form["code_verifier"]
    assert asked == {
        "tenant": "x", "response_type": "code", "client_id": "i", "scope": "read",
        "redirect_uri": "http://127.0.0.1:5/callback", "code_challenge_method": "S256",
    }  # fmt: skip
    assert form["code"] == "c0de"
    assert len(form["code_verifier"]) == 43
    assert server.sent == ["Bearer t1"]


@pytest.mark.parametrize(
    ("landed", "words"),
    [
        ("http://h/?code=c&state=other", "invalid_state"),
        ("http://h/?code=c", "invalid_state"),
        ("http://h/?error=access_denied&error_description=no%0Away&state=s", "denied: no�way"),
        ("http://h/?state=s", "no code"),
        ("http://[", "did not end at a URL"),
        (None, "invalid_state"),
    ],
)
def test_a_visit_that_went_wrong_is_an_error(landed: object, words: str) -> None:
    with pytest.raises(OAuth2Error, match=words):
        code_of(landed, "s")


def test_a_401_alone_does_not_bother_the_user_again() -> None:
    server, visits = Server(), []

    def visit(url: str) -> str:
        visits.append(url)
        return f"http://h/?code=c&state={dict(parse_qsl(urlsplit(url).query))['state']}"

    server.refuses = {"Bearer t1"}

    assert server.get(code_grant(server, visit)).status_code == 401
    assert len(visits) == 1


def device_grant(server: Server, shown: list[DeviceCode]) -> OAuth2DeviceCode:
    return OAuth2DeviceCode(
        "https://login/device_authorization", TOKEN_URL, client_id="i", show=shown.append,
        clock=lambda: server.now,
    )  # fmt: skip


def test_a_device_waits_until_the_user_has_agreed() -> None:
    server, shown = Server(), list[DeviceCode]()
    pending, slow = {"error": "authorization_pending"}, {"error": "slow_down"}
    server.replies = [DEVICE, pending, slow, pending, {"access_token": "t"}]

    server.get(device_grant(server, shown))

    assert shown == [DeviceCode("WDJB-MJHT", "https://login/device", None, 60)]
    assert server.pauses == [5, 5, 10, 10]
    assert server.forms[1]["device_code"] == "d3vice"
    assert server.sent == ["Bearer t"]


@pytest.mark.parametrize(
    ("replies", "words"),
    [
        ([DEVICE] + [{"error": "authorization_pending"}] * 20, "expired_token"),
        ([DEVICE, {"error": "access_denied", "error_description": "d3vice"}], "denied: .secure"),
        ([{**DEVICE, "verification_uri": "javascript:x"}], "incomplete"),
        ([{"user_code": "x"}], "incomplete"),
        ([{"error": "invalid_client"}], "invalid_client"),
    ],
)
def test_a_device_that_gets_nowhere_says_why(replies: list[dict[str, Any]], words: str) -> None:
    server = Server()
    server.replies = replies

    with pytest.raises(OAuth2Error, match=words):
        server.get(device_grant(server, []))
    assert sum(server.pauses) <= 60


def test_only_web_addresses_are_shown() -> None:
    server, shown = Server(), list[DeviceCode]()
    server.replies = [
        {**DEVICE, "user_code": "A\x1b]0;", "verification_uri_complete": "file:///", "interval": 0},
        {"access_token": "t"},
    ]

    server.get(device_grant(server, shown))

    assert shown == [DeviceCode("A�]0;", "https://login/device", None, 60)]
    assert [is_web(text) for text in ("https://a/", "http://[", "ftp://a/", "http://\u0430/")] == [
        True, False, False, False,
    ]  # fmt: skip


@route
def oauth_code(server: Loopback, seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    return as_json({"access_token": "live", "token_type": "Bearer"})


@pytest.mark.anyio
async def test_a_visit_on_the_wire_may_be_async(
    open_client: OpenClient, server: Loopback, kind: str
) -> None:
    def landed(url: str) -> str:
        return f"http://h/?code=c&state={dict(parse_qsl(urlsplit(url).query))['state']}"

    async def visit(url: str) -> str:
        await anyio.lowlevel.checkpoint()
        return landed(url)

    auth = OAuth2AuthorizationCode(
        server / "authorize",
        server / "oauth-code",
        client_id="i",
        redirect_uri="http://h/",
        visit=landed if kind == "sync" else visit,
    )

    await open_client(auth=auth).get(server / "echo")

    assert server.requests[-1].header("authorization") == "Bearer live"


# ---- all of them, against a server that is strict


@pytest.fixture
def authorization() -> Iterator[Authorization]:
    with Authorization() as running:
        yield running


def browse(url: str) -> None:
    """Follow a URL as a browser would, on the side."""
    threading.Thread(target=lambda: urlopen(url).close(), daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[LoopbackReceiver]:
    waiting = LoopbackReceiver(browse, timeout=10)
    yield waiting
    waiting.close()


def grant(kind: str, server: Authorization, receiver: LoopbackReceiver, store: Any) -> OAuth2:
    """Return a scheme of each kind for a server."""
    there: Any = {"client_id": CLIENT, "store": store}
    token_url = server / "token"
    match kind:
        case "client_credentials":
            return OAuth2ClientCredentials(token_url, client_secret=SECRET, **there)
        case "password":
            return OAuth2Password(
                token_url, username="user", password="hunter2", client_secret=SECRET, **there
            )
        case "refresh_token":
            return OAuth2RefreshToken(token_url, refresh_token="r0", **there)
        case "authorization_code":
            return OAuth2AuthorizationCode(
                server / "authorize",
                token_url,
                redirect_uri=receiver.redirect_uri,
                visit=receiver,
                **there,
            )
    return OAuth2DeviceCode(server / "device", token_url, show=lambda code: None, **there)


DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
KINDS = ["client_credentials", "password", "refresh_token", "authorization_code", DEVICE_CODE]


@pytest.mark.anyio
@pytest.mark.parametrize("name", KINDS)
async def test_every_grant_gets_a_token_and_renews_it(
    open_client: OpenClient,
    authorization: Authorization,
    receiver: LoopbackReceiver,
    tmp_path: Path,
    name: str,
) -> None:
    store = FileTokenStore(tmp_path / "token.json")

    async def asked() -> list[str]:
        client: Caller = open_client(auth=grant(name, authorization, receiver, store))
        return [(await client.get(authorization / "api")).text for _ in range(2)]

    assert await asked() == ["t1", "t1"]
    assert await asked() == ["t1", "t1"]  # another client finds it in the store
    authorization.revoke()
    assert await asked() == ["t2", "t2"]
    assert authorization.granted == [name, "refresh_token"]


class AsyncStore:
    """A store behind I/O."""

    token: Token | None = None

    async def load(self) -> Token | None:
        await anyio.lowlevel.checkpoint()
        return self.token

    async def save(self, token: Token | None) -> None:
        await anyio.lowlevel.checkpoint()
        self.token = token


@pytest.mark.anyio
async def test_a_store_may_be_async_in_an_async_client(
    open_client: OpenClient, authorization: Authorization, kind: str
) -> None:
    store = AsyncStore()
    auth = OAuth2ClientCredentials(
        authorization / "token", client_id=CLIENT, client_secret=SECRET, store=store
    )
    client = open_client(auth=auth)

    if kind == "sync":
        with pytest.raises(TypeError, match="needs an AsyncClient"):
            await client.get(authorization / "api")
    else:
        assert (await client.get(authorization / "api")).text == "t1"
        assert store.token is not None
        assert store.token.access_token == "t1"


@pytest.mark.anyio
async def test_a_grant_that_is_refused_is_an_error_with_its_request(
    open_client: OpenClient, authorization: Authorization
) -> None:
    wrong = OAuth2ClientCredentials(
        authorization / "token", client_id=CLIENT, client_secret="wrong"
    )

    with pytest.raises(OAuth2Error, match="invalid_grant") as caught:
        await open_client(auth=wrong).get(authorization / "api")

    assert caught.value.request.url == authorization / "api"
    assert caught.value.phase == "auth"
    assert "wrong" not in str(caught.value)
