"""The rest of the public names as users write them, for mypy to read in strict mode.

A test runs what needs no server, and finds every public name here or in typed_usage.py.
"""

import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import assert_type

from workbench import client as api
from workbench.client import URL, Client, Request, Response
from workbench.client.websocket.asynchronous import AsyncWebSocket
from workbench.client.websocket.sync import WebSocket


class Store:
    """A token store of one's own; its methods may be async."""

    async def load(self) -> api.Token | None:
        """Return the token."""
        return api.Token("t", expires_at=1.0, refresh_token="r", scope="read")

    async def save(self, token: api.Token | None) -> None:
        """Keep the token."""


class Pieces(api.SyncByteStream, api.AsyncByteStream):
    """A body of one's own for both worlds, which can be sent again."""

    can_be_sent = True

    def __iter__(self) -> Iterator[bytes]:
        yield b"a"

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"a"


def credentials(folder: Path) -> list[api.Auth]:
    """Make one of each."""
    netrc = folder / "netrc"
    netrc.write_text("machine example.org login user password secret")
    netrc.chmod(0o600)
    store: api.TokenStore = Store()
    receiver = api.LoopbackReceiver(lambda url: None, timeout=5)
    receiver.close()
    shown: list[api.DeviceCode] = []

    def sign(request: Request) -> Request:
        request.headers["X-Signed"] = "yes"
        return request

    return [
        api.NoAuth(),
        api.BasicAuth("user", b"password"),
        api.BearerAuth("token"),
        api.APIKeyAuth("key", name="sid", place="cookie"),
        api.DigestAuth("user", "password"),
        api.FunctionAuth(sign),
        api.NetRCAuth(netrc),
        api.AWSSigV4Auth("key", "secret", region="eu-central-1", service="s3"),
        api.HostAuth({"https://api.example.org": api.BearerAuth("t"), "all://a.org": ("u", "p")}),
        api.OAuth2ClientCredentials(
            "https://login/token", client_id="i", client_secret="s", store=store
        ),
        api.OAuth2Password(
            URL("https://login/token"),
            username="u",
            password="p",
            client_id="i",
            store=api.MemoryTokenStore(),
        ),
        api.OAuth2RefreshToken(
            "https://login/token",
            refresh_token="r",
            client_id="i",
            store=api.FileTokenStore(folder / "token.json"),
        ),
        api.OAuth2AuthorizationCode(
            "https://login/authorize",
            "https://login/token",
            client_id="i",
            redirect_uri=receiver.redirect_uri,
            visit=receiver,
        ),
        api.OAuth2DeviceCode(
            "https://login/device", "https://login/token", client_id="i", show=shown.append
        ),
    ]


def is_oauth2(auth: api.Auth) -> bool:
    """Tell one kind from the others."""
    return isinstance(auth, api.OAuth2)


def models() -> list[object]:
    """Use what requests and responses are made of."""
    url = URL("https://user:pass@example.org:8443/a?b=c#d").copy_with(host="example.com")
    assert_type(url.port, int | None)
    assert_type(url.join("/x").raw_path, bytes)
    params = api.QueryParams({"a": [1, 2]}).merge("b=3").set("c", None)
    assert_type(params.multi_items(), list[tuple[str, str]])
    headers = api.Headers({"A": "1"})
    assert_type(headers.get_list("a", split_commas=True), list[str])
    cookies = api.Cookies({"a": "b"})
    cookies.set("c", "d", domain="example.org")
    assert_type(cookies.get("a"), str | None)
    request = Request("POST", url, params=params, headers=headers, cookies=cookies, json={"a": 1})
    assert_type(request.read(), bytes)
    response = Response(
        404, json={"a": 1}, request=request, headers={"Link": '<https://b/>; rel="next"'}
    )
    assert_type(response.links, dict[str, dict[str, str]])
    assert_type(response.history, list[Response])
    assert_type(response.next_request, Request | None)
    phase: api.errors.Phase = "prepare"
    attempts: tuple[api.Attempt, ...] = ()
    try:
        response.raise_for_status()
    except api.HTTPStatusError as error:
        assert_type(error.response, Response)
        phase, attempts = error.phase, error.attempts
    return [api.codes(404), api.codes.NOT_FOUND, phase, attempts, api.ByteStream(b"a"), Pieces()]


def settings(context: ssl.SSLContext) -> list[object]:
    """Make what clients and transports are made of."""
    made = api.create_ssl_context(verify=context, trust_env=False)
    proxy = api.Proxy("http://127.0.0.1:8080", auth=("user", "password"), headers={"A": "b"})
    retry = api.Retry(attempts=3, backoff=0.1, statuses={503}, methods={"GET"})
    transport = api.HTTPTransport(
        verify=made,
        proxy=proxy,
        retries=2,
        http2=False,
        minimum_version="TLSv1.3",
        connect_to={"example.org:443": "127.0.0.1:8443"},
        resolve={"example.org": ["127.0.0.1", "::1"]},
        pin={"example.org": "sha256/" + "A" * 43 + "="},
        local_address="127.0.0.1",
        socket_options=[(6, 1, 1)],
    )
    client = Client(
        retries=retry,
        cert={"example.org": "client.pem"},
        limits=api.Limits(max_connections=None),
        timeout=api.Timeout(5, total=60),
        transport=transport,
    )
    client.close()
    backends: list[api.AsyncioBackend | api.TrioBackend] = [api.AsyncioBackend(), api.TrioBackend()]
    return [client, api.AsyncHTTPTransport(uds="/run/app.sock"), *backends]


def facts(response: Response) -> list[object]:
    """Look at what a hop has to tell."""
    timings = response.timings
    assert_type(timings.wait, float | None)
    assert_type(timings.decoded_bytes, int)
    peer: api.Peer | None = timings.peer
    tls: api.TLSPeer | None = None if peer is None else peer.tls
    certificate: api.Certificate | None = None if tls is None else tls.certificate
    names: tuple[str, ...] = () if certificate is None else certificate.names
    return [peer, tls, certificate, names]


def failures(url: str) -> str:
    """Catch by what a caller would do."""
    try:
        return api.request("GET", url, trust_env=False).text
    except (api.ConnectTimeout, api.ReadTimeout, api.WriteTimeout, api.PoolTimeout):
        return "slow"
    except (api.TotalTimeout, api.TimeoutException):
        return "slow in all"
    except (api.NameResolutionError, api.TLSError, api.ConnectError):
        return "unreachable"
    except (api.ReadError, api.WriteError, api.CloseError, api.NetworkError):
        return "broken off"
    except (api.LocalProtocolError, api.RemoteProtocolError, api.ProtocolError):
        return "not HTTP"
    except (api.ProxyError, api.UnsupportedProtocol):
        return "no way"
    except (api.WebSocketUpgradeError, api.WebSocketClosed, api.WebSocketMessageError):
        return "no conversation"
    except (api.WebSocketError, api.TransportError):
        return "no transport"
    except (api.OAuth2Error, api.AuthenticationError):
        return "not allowed"
    except (api.NDJSONError, api.SSEError, api.DecodingError, api.TooManyRedirects):
        return "no use"
    except (api.RequestError, api.HTTPError) as error:
        return error.phase
    except (api.InvalidURL, api.CookieConflict):
        return "no URL"
    except (api.BodyGone, api.StreamConsumed, api.StreamClosed):
        return "gone"
    except (api.RequestNotRead, api.ResponseNotRead, api.StreamError):
        return "unread"


def one_request_each(url: str) -> list[int]:
    """Call the functions that need no client."""
    responses = [api.get(url), api.head(url), api.options(url), api.delete(url)]
    responses += [api.post(url, data={"a": "b"}), api.put(url, content=b"a"), api.patch(url)]
    with api.stream("GET", url) as response:
        status: int = response.status_code
    with api.parallel(max_in_flight=2) as parallel:
        parallel.get(url)
        responses.append(parallel.next_response())
    return [status, *(each.status_code for each in responses)]


async def long_lived(client: api.AsyncClient, url: str) -> list[str]:
    """Listen and talk."""
    heard: list[str] = []
    events: api.AsyncEventSource
    socket: AsyncWebSocket
    async with client.sse("GET", url, max_reconnects=2) as events:
        async for event in events:
            assert_type(event, api.ServerSentEvent)
            heard.append(event.data)
    async with client.websocket(url, subprotocols=["chat"], ping_interval=None) as socket:
        await socket.send_json({"a": 1})
        assert_type(await socket.receive_text(timeout=1), str)
        assert_type(await socket.receive(), str | bytes)
        assert_type(socket.close_code, int | None)
        await socket.close(1000, "done")
    async with client.stream("GET", url) as response:
        assert_type(response, api.AsyncResponse)
        async for value in response.aiter_ndjson():
            heard.append(str(value))
    return heard


def long_lived_in_threads(client: Client, url: str) -> list[str]:
    """Listen and talk with blocking calls."""
    heard: list[str] = []
    events: api.EventSource
    socket: WebSocket
    with client.sse("GET", url, reconnect=False) as events:
        heard += [event.data for event in events]
    with client.websocket(url) as socket:
        socket.send_text("a")
        assert_type(socket.receive(), str | bytes)
    return heard
