"""The clients of a session, and how one resolved request goes through them."""

import asyncio
import copy
from collections.abc import Callable
from functools import partial
from pathlib import Path

import workbench.client.connect
import workbench.client.connection  # noqa: F401 - the first send would load both, in its time
from workbench import client
from workbench.errors import Problem, WorkbenchError
from workbench.model import Failure, Options, Resolved

from .credentials import Credentials
from .failures import failure_of
from .growing import GrowingRecord
from .hops import Hops
from .outbox import Outbox
from .reconnecting import Following
from .sources import Allow
from .talking import Talking
from .uploads import body_of
from .visitor import Visitor
from .wires import Wire, Wires

# What an option means that nobody sets, in seconds. There is no limit for the whole exchange,
# since a stream may be meant to last, and none for queueing behind other requests of a run.
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WRITE_SECONDS = 30.0

LoadCookies = Callable[[str | None, client.Cookies], None]


def no_cookies(_environment: str | None, _cookies: client.Cookies) -> None:
    """Begin without cookies."""


class Sender:
    """The clients of one session: one that keeps cookies for each environment, one without.

    Paths in requests start at `root`, the collection's; apps are looked for there as well.
    `total` is the time for a whole exchange, in seconds, where its options have no limit;
    `load_cookies` fills the client of an environment with those that are kept.
    """

    def __init__(
        self,
        most_body: int,
        root: Path | None = None,
        visitor: Visitor | None = None,
        total: float | None = None,
        load_cookies: LoadCookies = no_cookies,
    ) -> None:
        self._most_body = most_body
        self._load_cookies = load_cookies
        self._total = total
        self._root = root or Path.cwd()
        self.credentials = Credentials(visitor)
        backend = client.AsyncioBackend()
        backend.network()  # loads it now: no exchange shall be timed with an import in it
        self._wires = Wires(backend, (Path.cwd(), self._root))
        self._clients: dict[str | None, client.AsyncClient] = {}
        self._cookieless = client.AsyncClient(
            transport=self._wires, timeout=None, keep_cookies=False
        )

    async def send(
        self,
        resolved: Resolved,
        record: GrowingRecord,
        *,
        environment: str | None = None,
        allowed: frozenset[str] = frozenset(),
        allow: Allow = lambda _: None,
        outbox: Outbox | None = None,
    ) -> Failure | None:
        """Send a request and return why there is no complete response, if there is none.

        `allowed` are the files outside of the collection that may be read. `allow` is asked
        before a redirect takes secrets to another host; it raises where they may not go.
        `outbox` leads to the WebSocket, if it opens one.
        """
        limits = limits_of(resolved.options)
        extensions = {
            "wire": self.wire(resolved.options),
            "secret_headers": resolved.secret_headers,
        }
        following = Following(resolved.options, self._most_body)
        total = self._total if resolved.options.timeout is None else resolved.options.timeout
        try:
            async with asyncio.timeout(total):
                http = self.client_of(environment, cookies=resolved.options.cookies is not False)
                hops = Hops(http, self.credentials, resolved, record, allow)
                if resolved.is_websocket:
                    talking = Talking(resolved, self._root, allowed, self._most_body, outbox)
                    request = talking.request(http, limits, extensions)
                    receive = partial(talking.receive, refused=following.receive)
                    return await hops.follow(request, receive)
                while True:
                    try:
                        with body_of(resolved, self._root, allowed) as body:
                            request = http.build_request(
                                resolved.method,
                                resolved.url,
                                headers=[*resolved.headers, *following.headers],
                                timeout=limits,
                                extensions=extensions,
                                **body,
                            )
                            for name in resolved.removed & {*http.headers}:
                                request.headers.pop(name, None)
                            failure = await hops.follow(request, following.receive)
                    except (client.HTTPError, client.InvalidURL, OSError) as error:
                        failure = failure_of(error, record.asked, limits)
                    seconds = following.pause(failure, record)
                    if seconds is None:
                        return failure
                    await asyncio.sleep(seconds)
        except TimeoutError:
            what = f"no complete response within {total:g} s"
            hint = "raise options.timeout, or check the server"
            return Failure("timeout", Problem(what, hint=hint))
        except WorkbenchError as error:
            return Failure("unsent", error.problems[0])
        except (client.HTTPError, client.InvalidURL, OSError) as error:
            return failure_of(error, record.asked, limits)

    def client_of(self, environment: str | None, *, cookies: bool = True) -> client.AsyncClient:
        """Return the client of an environment, whose cookies no other environment sees."""
        if not cookies:
            return self._cookieless
        if environment not in self._clients:
            made = client.AsyncClient(transport=self._wires, timeout=None)
            self._load_cookies(environment, made.cookies)
            self._clients[environment] = made
        return self._clients[environment]

    def fresh(self) -> "Sender":
        """Return one that shares all but the cookies; closing one of the two closes both."""
        other = copy.copy(self)
        other._clients = {}
        other._load_cookies = no_cookies
        return other

    async def aclose(self) -> None:
        """Close all connections and shut all applications down."""
        await self._wires.aclose()

    def wire(self, options: Options) -> Wire:
        """Return how the connection of a request is made."""

        def path(written: str | None) -> str:
            return str(self._root / written) if written and written != "system" else written or ""

        return Wire(
            verify=options.verify is not False,
            ca=path(options.ca),
            cert=path(options.cert),
            cert_key=path(options.cert_key),
            proxy=options.proxy,
            http_version=options.http_version or "",
            app=options.app or "",
        )


def limits_of(options: Options) -> client.Timeout:
    """Return the time limits that options ask for, with the defaults where they do not."""

    def chosen(value: float | None, default: float) -> float:
        return default if value is None else value

    is_followed = options.reconnect and options.read_timeout is None  # events may be far between
    return client.Timeout(
        connect=chosen(options.connect_timeout, CONNECT_SECONDS),
        read=None if is_followed else chosen(options.read_timeout, READ_SECONDS),
        write=chosen(options.write_timeout, WRITE_SECONDS),
        pool=options.pool_timeout,
    )
