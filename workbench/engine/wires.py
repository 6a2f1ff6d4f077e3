"""The ways requests take: one pool of connections for each setting that changes them.

A request says in its extension "wire" which it wants, so that the settings of one never
apply to another, least of all those of security.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import anyio
import anyio.to_thread

from workbench import client
from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.transport_options import chosen_proxy

from .apps import load_app, transport_to


@dataclass(frozen=True, slots=True)
class Wire:
    """How a connection is made.

    `ca` is a file of authorities to trust or "system", `cert` and `cert_key` the client's
    certificate, `proxy` a proxy's URL ("" for none, None for what the environment says).
    `http_version` is "1.1" or "2", or "" for the best that both sides know. An `app`
    answers in this process instead of any connection.
    """

    verify: bool = True
    ca: str = ""
    cert: str = ""
    cert_key: str = ""
    proxy: str | None = None
    http_version: str = ""
    app: str = ""

    def elsewhere(self) -> "Wire":
        """Return the way to another origin.

        Neither the app nor the client's certificate goes along, and a server whose
        certificate need not be checked does not decide that another's need not be.
        """
        return replace(self, verify=True, app="", cert="", cert_key="")


class Wires(client.AsyncBaseTransport):
    """Sends each request on the wire it asks for; `folders` are where apps are looked for."""

    def __init__(self, backend: client.AsyncioBackend, folders: Sequence[Path] = ()) -> None:
        self._backend = backend
        self._folders = folders
        self._open: dict[Wire, client.AsyncBaseTransport] = {}
        self._opening = anyio.Lock()

    async def handle_async_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread. Raises what opening raises."""
        wire = request.extensions.get("wire", Wire())
        transport = self._open.get(wire) or await self._opened(wire)
        return await transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections and shut all applications down."""
        opened, self._open = self._open, {}
        for transport in opened.values():
            await transport.aclose()

    async def _opened(self, wire: Wire) -> client.AsyncBaseTransport:
        async with self._opening:
            if wire not in self._open:
                transport = await self._made(wire)
                await transport.__aenter__()
                self._open[wire] = transport
            return self._open[wire]

    async def _made(self, wire: Wire) -> client.AsyncBaseTransport:
        if wire.app:
            # In a thread: importing an application takes as long as it takes.
            app = await anyio.to_thread.run_sync(load_app, wire.app, self._folders)
            return transport_to(app)
        return client.AsyncHTTPTransport(
            verify=(wire.ca or True) if wire.verify else False,
            cert=(wire.cert, wire.cert_key) if wire.cert_key else wire.cert or None,
            http1=wire.http_version != "2",
            http2=wire.http_version == "2" or (not wire.http_version and _has_http2()),
            proxy=chosen_proxy(None, True, {}) if wire.proxy is None else wire.proxy or None,
            backend=self._backend,
            # Runs bound themselves; a second bound here would only make them queue.
            limits=client.Limits(max_connections=None, max_keepalive_connections=None),
        )


def _has_http2() -> bool:
    return find_spec("h2") is not None
