"""Sending, renewing and sharing a token; then on the wire, many requests at once."""

import json
from base64 import b64encode
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pytest

from tests.client.conftest import OpenClient
from tests.server.loopback import Loopback, Reply, Seen, as_json, route
from workbench.client import (
    AsyncClient,
    MemoryTokenStore,
    OAuth2ClientCredentials,
    OAuth2Error,
    OAuth2RefreshToken,
    Request,
    Response,
    Token,
    TotalTimeout,
)
from workbench.client.auth import OAuth2
from workbench.client.body import SyncByteStream
from workbench.client.steps import Call, Inquire, Pause


class Server:
    """Plays driver, token endpoint and API: grants t1, t2, …; `accept` judges a token."""

    def __init__(self, **said: Any) -> None:
        self.now = 1000.0
        self.said = {"expires_in": 3600, **said}
        self.forms: list[dict[str, str]] = []
        self.inquiries: list[Request] = []
        self.sent: list[str | None] = []
        self.pauses: list[float] = []
        self.refuses: set[str | None] = set()
        self.replies: list[dict[str, Any]] = []
        self.in_time = True

    def perform(self, step: object) -> Any:
        match step:
            case Request():
                self.sent.append(step.headers.get("authorization"))
                assert isinstance(step.stream, SyncByteStream)
                list(step.stream)
                refused = self.sent[-1] in self.refuses
                return Response(401 if refused else 200, request=step)
            case Inquire(request):
                self.inquiries.append(request)
                self.forms.append(dict(parse_qsl(request.content.decode())))
                said = {"access_token": f"t{len(self.forms)}", **self.said}
                said = self.replies.pop(0) if self.replies else said
                return Response(400 if "error" in said else 200, content=json.dumps(said))
            case Call(function, given):
                return function(*given)
            case Pause(seconds):
                self.pauses.append(seconds)
                self.now += seconds
                return self.in_time
        raise AssertionError(step)

    def get(self, auth: OAuth2, url: str = "http://api/", **options: Any) -> Response:
        """Run one request through a scheme and return the last response."""
        steps = auth.steps(Request("GET", url, **options))
        response: Any = None
        reply: Any = None
        try:
            while True:
                step = steps.send(reply)
                reply = self.perform(step)
                if isinstance(step, Request):
                    response = reply
        except StopIteration:
            assert isinstance(response, Response)
            return response
        finally:
            steps.close()

    def client(self, **options: Any) -> OAuth2ClientCredentials:
        settings: Any = {"client_id": "id", "client_secret": "s3cret", "clock": lambda: self.now}
        return OAuth2ClientCredentials("https://login/token", **{**settings, **options})


def test_a_token_is_fetched_once_and_sent() -> None:
    server = Server()
    auth = server.client(scope="read")

    server.get(auth)
    server.get(auth)

    assert server.sent == ["Bearer t1", "Bearer t1"]
    assert server.forms == [{"grant_type": "client_credentials", "scope": "read"}]
    (inquiry,) = server.inquiries
    assert (inquiry.method, str(inquiry.url)) == ("POST", "https://login/token")
    expected = b64encode(b"id:s3cret").decode()
    assert inquiry.headers["authorization"] == f"Basic {expected}"


def test_id_and_secret_may_go_into_the_form() -> None:
    server = Server()

    server.get(server.client(client_auth="post"))
    server.get(server.client(client_secret=""))

    assert server.forms[0]["client_secret"] == "s3cret"
    assert server.forms[1] == {"grant_type": "client_credentials", "client_id": "id"}
    assert ["authorization" in one.headers for one in server.inquiries] == [False, False]
    with pytest.raises(ValueError, match="'jwt'"):
        server.client(client_auth="jwt")


def test_it_is_renewed_before_it_expires() -> None:
    server = Server()
    auth = server.client(leeway=30)
    server.get(auth)

    server.now += 3569
    server.get(auth)
    server.now += 2
    server.get(auth)

    assert server.sent == ["Bearer t1", "Bearer t1", "Bearer t2"]


def test_a_refused_token_is_replaced_once() -> None:
    server = Server()
    server.refuses = {"Bearer t1", "Bearer t2"}

    response = server.get(server.client())

    assert server.sent == ["Bearer t1", "Bearer t2"]
    assert response.status_code == 401


def test_a_body_that_is_gone_is_not_sent_again() -> None:
    server = Server()
    server.refuses = {"Bearer t1"}

    server.get(server.client(), content=iter([b"x"]))

    assert server.sent == ["Bearer t1"]


def test_a_refresh_token_is_used_and_kept() -> None:
    server = Server()
    server.replies = [{"access_token": "a", "refresh_token": "r", "expires_in": 0}]
    auth = server.client()
    for _ in range(3):
        server.get(auth)
        server.now += 4000

    assert [form["grant_type"] for form in server.forms] == [
        "client_credentials", "refresh_token", "refresh_token",
    ]  # fmt: skip
    assert [form.get("refresh_token") for form in server.forms] == [None, "r", "r"]


def test_a_refresh_token_that_is_over_gives_way_to_a_new_grant() -> None:
    server = Server()
    server.replies = [{"error": "invalid_grant"}]
    store = MemoryTokenStore(Token("old", 0.0, "r"))

    server.get(server.client(store=store))

    assert [form["grant_type"] for form in server.forms] == ["refresh_token", "client_credentials"]
    assert store.load() == Token("t2", 4600.0)


def test_another_refusal_is_an_error_without_secrets() -> None:
    server = Server()
    server.replies = [{"error": "invalid_client", "error_description": "not s3cret, r3fresh"}]

    with pytest.raises(OAuth2Error, match=r"invalid_client: not .secure., .secure.") as caught:
        server.get(
            OAuth2RefreshToken(
                "https://login/token", client_id="i", client_secret="s3cret",
                refresh_token="r3fresh",
            )
        )  # fmt: skip
    assert caught.value.error == "invalid_client"
    assert server.sent == []


def test_a_stored_token_is_used_first() -> None:
    server = Server()

    server.get(server.client(store=MemoryTokenStore(Token("kept"))))

    assert server.sent == ["Bearer kept"]
    assert server.forms == []


def test_a_newer_token_in_the_store_is_taken_over() -> None:
    server, store = Server(), MemoryTokenStore(Token("old"))
    auth = server.client(store=store)
    server.get(auth)
    store.save(Token("newer"))
    server.refuses = {"Bearer old"}

    server.get(auth)

    assert server.sent[-1] == "Bearer newer"
    assert server.forms == []


def test_a_token_goes_only_to_the_origins_it_is_for() -> None:
    server = Server()
    first, listed = server.client(), server.client(origins=["http://a/x", "https://b"])

    for url in ("http://api/", "http://evil/", "https://api/", "http://api:81/"):
        server.get(first, url)
    for url in ("http://a/", "https://b/", "http://b/", "http://api/"):
        server.get(listed, url)

    assert server.sent == ["Bearer t1", None, None, None, "Bearer t2", "Bearer t2", None, None]


def test_one_flow_renews_while_another_waits() -> None:
    server = Server()
    auth = server.client()
    one, two = (auth.steps(Request("GET", "http://api/")) for _ in range(2))

    load = next(one)
    assert isinstance(next(two), Pause)
    assert isinstance(two.send(True), Pause)
    inquiry = one.send(server.perform(load))
    save = one.send(server.perform(inquiry))
    request = one.send(server.perform(save))
    other = two.send(True)

    assert isinstance(request, Request)
    assert isinstance(other, Request)
    assert other.headers["authorization"] == request.headers["authorization"] == "Bearer t1"


def test_a_flow_that_is_dropped_lets_the_next_one_renew() -> None:
    server = Server()
    auth = server.client()
    dropped = auth.steps(Request("GET", "http://api/"))
    next(dropped)
    dropped.close()

    server.get(auth)

    assert server.sent == ["Bearer t1"]


def test_waiting_ends_with_the_time_of_the_request() -> None:
    auth = Server().client()
    holder = auth.steps(Request("GET", "http://api/"))
    next(holder)
    steps = auth.steps(Request("GET", "http://api/", extensions={"deadline": 7.0}))

    assert next(steps) == Pause(0.02, 7.0)
    with pytest.raises(TotalTimeout):
        steps.send(False)


def test_it_cannot_be_run_by_requests_alone() -> None:
    with pytest.raises(TypeError, match="run by a client"):
        next(Server().client().auth_flow(Request("GET", "http://api/")))


def test_the_bare_scheme_has_no_grant() -> None:
    with pytest.raises(OAuth2Error, match="no way"):
        Server().get(OAuth2("https://login/token", client_id="i"))


# ---- on the wire


@route
def oauth_token(
    server: Loopback, seen: Seen, path: list[str], query: dict[str, list[str]]
) -> Reply:
    granted = sum(one.target.startswith("/oauth-token") for one in server.requests)
    if path:
        return Reply(b"", 307, [("Location", path[0])])
    return as_json({"access_token": f"t{granted}", "token_type": "Bearer", "expires_in": 3600})


@route
def needs_second_token(
    server: Loopback, seen: Seen, path: list[str], query: dict[str, list[str]]
) -> Reply:
    return Reply(b"in") if seen.header("authorization") == "Bearer t2" else Reply(b"", 401)


def live(server: Loopback, path: str = "oauth-token") -> OAuth2ClientCredentials:
    return OAuth2ClientCredentials(server / path, client_id="i", client_secret="s")


@pytest.mark.anyio
async def test_many_requests_at_once_fetch_one_token(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(auth=live(server))
    got: list[int] = []

    async def get() -> None:
        got.append((await client.get(server / "echo")).status_code)

    async with anyio.create_task_group() as tasks:
        for _ in range(12):
            tasks.start_soon(get)

    assert got == [200] * 12
    assert [one.target for one in server.requests].count("/oauth-token") == 1
    tokens = {one.header("authorization") for one in server.requests if one.target == "/echo"}
    assert tokens == {"Bearer t1"}


@pytest.mark.anyio
async def test_a_401_brings_one_new_token(open_client: OpenClient, server: Loopback) -> None:
    response = await open_client(auth=live(server)).get(server / "needs-second-token")

    assert response.text == "in"
    assert [hop.status_code for hop in response.history] == [401]


@pytest.mark.anyio
async def test_the_form_with_the_secret_follows_no_redirect(
    open_client: OpenClient, server: Loopback
) -> None:
    auth = live(server, "oauth-token/elsewhere")

    with pytest.raises(OAuth2Error, match="status 307") as caught:
        await open_client(auth=auth, follow_redirects=True).get(server / "echo")
    assert [one.target for one in server.requests] == ["/oauth-token/elsewhere"]
    assert caught.value.request.url == server / "echo"


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_a_renewal_that_is_cancelled_does_not_block_the_next(server: Loopback) -> None:
    asked = anyio.Event()

    class SlowStore(MemoryTokenStore):
        async def load(self) -> Token | None:  # type: ignore[override]  # the async form
            asked.set()
            if first:
                await anyio.sleep_forever()
            return Token("kept")

    first = True
    auth = OAuth2ClientCredentials(server / "oauth-token", client_id="i", store=SlowStore())
    async with AsyncClient(auth=auth) as client:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(client.get, server / "echo")
            await asked.wait()
            tasks.cancel_scope.cancel()
        first = False

        await client.get(server / "echo")

    assert [one.header("authorization") for one in server.requests] == ["Bearer kept"]


def test_another_token_is_got_while_the_present_one_is_good() -> None:
    server = Server(refresh_token="r1")
    auth = server.client()
    server.get(auth)
    steps, reply, token = auth.another(Request("GET", "http://api/")), None, None
    while token is None:
        try:
            reply = server.perform(steps.send(reply))
        except StopIteration as ended:
            token = ended.value

    assert token.access_token == "t2"
    assert [form["grant_type"] for form in server.forms] == ["client_credentials", "refresh_token"]
    assert server.sent == ["Bearer t1"]
    server.get(auth)
    assert server.sent == ["Bearer t1", "Bearer t2"]
