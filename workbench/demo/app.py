"""The demo server as an ASGI application: finds the endpoint, reads the request, sends the reply.

Everything is bounded: request bodies, response sizes, delays, the number of users.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

import anyio
from anyio.lowlevel import checkpoint

from workbench import __version__

from . import auth, responses, sockets, streams, uploads
from .graphql import GraphQL
from .load import Load
from .oauth import Authorization
from .sessions import Sessions
from .users import Users
from .wire import Incoming, Message, Receive, Refusal, Reply, Send, json_reply

MOST_BODY = 16 * 1024**2

Endpoint = Callable[[Incoming], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method (`*` for any), a path with `:names`, and who answers."""

    method: str
    path: str
    endpoint: Endpoint

    def match(self, path: str) -> dict[str, str] | None:
        """Return what the `:names` stand for in a path, or None if it is another path."""
        wanted, given = self.path.split("/"), path.split("/")
        if len(wanted) != len(given):
            return None
        found = {}
        for want, got in zip(wanted, given, strict=True):
            if want.startswith(":") and got:
                found[want[1:]] = got
            elif want != got:
                return None
        return found


class Demo:
    """One demo with its own users; call it as an ASGI application."""

    def __init__(self) -> None:
        users, load, sessions, oauth = Users(), Load(), Sessions(), Authorization()
        graphql = GraphQL(users)
        self.routes = (
            Route("GET", "/", self.welcome),
            Route("GET", "/users", users.list),
            Route("POST", "/users", users.create),
            Route("GET", "/users/:id", users.get),
            Route("PATCH", "/users/:id", users.update),
            Route("DELETE", "/users/:id", users.delete),
            Route("GET", "/auth/basic", auth.basic),
            Route("GET", "/auth/token", auth.token),
            Route("GET", "/auth/bearer", auth.bearer),
            Route("GET", "/auth/digest", auth.digest),
            Route("POST", "/oauth/token", oauth.token),
            Route("GET", "/oauth/resource", oauth.resource),
            Route("POST", "/session", sessions.login),
            Route("GET", "/session", sessions.show),
            Route("DELETE", "/session", sessions.logout),
            Route("POST", "/upload", uploads.upload),
            Route("GET", "/headers", responses.headers),
            Route("*", "/echo", responses.echo),
            Route("GET", "/redirect/:n", responses.redirect),
            Route("*", "/status/:code", responses.status),
            Route("GET", "/json", responses.big_json),
            Route("GET", "/bytes", responses.some_bytes),
            Route("GET", "/gzip", responses.compressed),
            Route("GET", "/escapes", responses.escapes),
            Route("GET", "/slow", streams.slow),
            Route("GET", "/stream", streams.lines),
            Route("GET", "/events", streams.events),
            Route("GET", "/model", streams.model),
            Route("POST", "/graphql", graphql.over_http),
            Route("GET", "/latency", load.latency),
            Route("GET", "/flaky", load.flaky),
        )
        self.sockets: dict[str, sockets.Talk] = {
            "/ws/echo": sockets.echo,
            "/ws/ticker": sockets.ticker,
            "/graphql": graphql.over_websocket,
        }

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await self._talk(scope, receive, send)
            return
        if scope["type"] != "http":
            raise ValueError(f"the demo speaks HTTP and WebSocket only, not {scope['type']}")
        try:
            reply = await self._answer(scope, receive)
        except Refusal as refusal:
            reply = json_reply({"error": refusal.error}, refusal.status, refusal.headers)
        await _send(reply, receive, send)

    async def welcome(self, _request: Incoming) -> Reply:
        """This list."""
        endpoints = {
            f"{route.method} {route.path}": (route.endpoint.__doc__ or "").partition("\n")[0]
            for route in self.routes
        }
        endpoints |= {
            f"WebSocket {path}": (talk.__doc__ or "").partition("\n")[0]
            for path, talk in self.sockets.items()
        }
        return json_reply({"demo": "Workbench", "version": __version__, "endpoints": endpoints})

    async def _talk(self, scope: Message, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        talk = self.sockets.get(scope["path"])
        if talk is None:
            await send({"type": "websocket.close", "code": 1000})  # refuses with 403
            return
        request = _incoming({"method": "GET", **scope}, scope["path"], {}, b"")
        await talk(request, receive, send)

    async def _answer(self, scope: Message, receive: Receive) -> Reply:
        # The raw path keeps an encoded slash inside its segment.
        raw = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        allowed = []
        for route in self.routes:
            found = route.match(raw)
            if found is None:
                continue
            if route.method in ("*", method):
                body = await _body(receive)
                return await route.endpoint(_incoming(scope, raw, found, body))
            allowed.append(route.method)
        if allowed:
            allow = (("allow", ", ".join(allowed)),)
            raise Refusal(405, f"{method} is not possible here", allow)
        raise Refusal(404, f'there is nothing at "{raw}"; the start page lists what there is')


def _incoming(scope: Message, raw: str, found: dict[str, str], body: bytes) -> Incoming:
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"])
    query = scope["query_string"].decode("latin-1")
    host = next((value for name, value in headers if name == "host"), "")
    return Incoming(
        method=scope["method"],
        url=f"{scope.get('scheme', 'http')}://{host}{raw}{'?' + query if query else ''}",
        headers=headers,
        query=tuple(parse_qsl(query, keep_blank_values=True)),
        path={name: unquote(value) for name, value in found.items()},
        body=body,
    )


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BODY:
            raise Refusal(413, f"the demo takes bodies up to {MOST_BODY} bytes")
        if not message.get("more_body", False):
            return bytes(body)


async def _send(reply: Reply, receive: Receive, send: Send) -> None:
    length = len(reply.body) if isinstance(reply.body, bytes) else reply.length
    headers = [(name.encode(), value.encode("latin-1")) for name, value in reply.headers]
    headers.append((b"server", b"workbench-demo"))
    if length is not None and reply.status not in (204, 304):
        headers.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    if isinstance(reply.body, bytes):
        await send({"type": "http.response.body", "body": reply.body})
        return
    # A server swallows what is sent to a client that has gone, so somebody has to look:
    # otherwise the rest of a 2 GiB document would be made for nobody.
    async with anyio.create_task_group() as group:
        group.start_soon(_stop_when_gone, receive, group.cancel_scope)
        await _stream(reply.body, send)
        group.cancel_scope.cancel()


async def _stream(chunks: AsyncIterator[bytes], send: Send) -> None:
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await checkpoint()  # a client that keeps up would leave no turn to the others
    await send({"type": "http.response.body", "body": b""})


async def _stop_when_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()
