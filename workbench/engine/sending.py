"""Take one resolved request over the network, hop by hop, with the client.

Redirects are followed here, one at a time, so that every hop is on record even if a later
one fails; what to ask next and which credentials may go along, the client says.
"""

import asyncio
from itertools import count

import workbench.client.connect
import workbench.client.connection  # noqa: F401 - the first send would load both, in its time
from workbench import client
from workbench.errors import Problem, WorkbenchError
from workbench.model import BasicAuth, BearerAuth, Failure, Options, Resolved

from .growing import GrowingRecord
from .record import failure_of, hop_of, timings_of

# What an option means that nobody sets, in seconds. There is no limit for the whole exchange,
# since a stream may be meant to last, and none for queueing behind other requests of a run.
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WRITE_SECONDS = 30.0
MOST_REDIRECTS = 20

# Closing must not hang on a peer that does not answer any more.
CLOSE_SECONDS = 1.0


class Sender:
    """The client of one session."""

    def __init__(self, most_body: int) -> None:
        self._most_body = most_body
        backend = client.AsyncioBackend()
        backend.network()  # loads it now: no exchange shall be timed with an import in it
        self._client = client.AsyncClient(
            backend=backend,
            timeout=client.Timeout(None),
            # Runs bound themselves; a second bound here would only make them queue.
            limits=client.Limits(max_connections=None, max_keepalive_connections=None),
        )

    async def send(self, resolved: Resolved, record: GrowingRecord) -> Failure | None:
        """Send a request and return why there is no complete response, if there is none."""
        limits = limits_of(resolved.options)
        try:
            async with asyncio.timeout(resolved.options.timeout):
                return await self._exchange(resolved, limits, record)
        except TimeoutError:
            what = f"no complete response within {resolved.options.timeout:g} s"
            hint = "raise options.timeout, or check the server"
            return Failure("timeout", Problem(what, hint=hint))
        except (client.HTTPError, client.InvalidURL, OSError) as error:
            return failure_of(error, record.asked, limits)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _exchange(
        self, resolved: Resolved, limits: client.Timeout, record: GrowingRecord
    ) -> Failure | None:
        options = resolved.options
        most = MOST_REDIRECTS if options.max_redirects is None else options.max_redirects
        auth = _auth(resolved)
        request = self._client.build_request(
            resolved.method,
            resolved.url,
            headers=list(resolved.headers),
            content=resolved.body or None,
            timeout=limits,
        )
        record.ask(resolved.url)
        for redirects in count():
            response = await self._client.send(
                request, stream=True, auth=auth, follow_redirects=False
            )
            try:
                record.head(hop_of(response))
                following = response.next_request
                if following is None or options.follow_redirects is False:
                    failure = await self._receive(response, record)
                    return failure or _stranded(response, options)
                if redirects >= most:
                    what = f"more than {most} redirects"
                    hint = "raise options.max_redirects, if it is not a loop"
                    return Failure("redirect", Problem(what, hint=hint))
                await response.adiscard()  # a short body is read, to keep the connection
            finally:
                await _close(response)
                record.close_hop(timings_of(response))
            request = following
            record.ask(str(request.url))
            auth = None  # what may go along is in the next request already
        raise AssertionError("counting does not end")

    async def _receive(self, response: client.Response, record: GrowingRecord) -> Failure | None:
        async for chunk in response.aiter_bytes():
            room = self._most_body - record.size
            try:
                record.grow(chunk[:room])
            except WorkbenchError as error:
                return Failure("body", error.problems[0])  # the disk is full
            if len(chunk) > room:
                what = f"the body is larger than {self._most_body} bytes"
                return Failure("body", Problem(what, hint="what arrived until then is kept"))
        return None


def limits_of(options: Options) -> client.Timeout:
    """Return the time limits that options ask for, with the defaults where they do not."""

    def chosen(value: float | None, default: float) -> float:
        return default if value is None else value

    return client.Timeout(
        connect=chosen(options.connect_timeout, CONNECT_SECONDS),
        read=chosen(options.read_timeout, READ_SECONDS),
        write=chosen(options.write_timeout, WRITE_SECONDS),
        pool=options.pool_timeout,
    )


async def _close(response: client.Response) -> None:
    """Close a response, also after a cancellation; it has been heard, so waiting is possible."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await response.aclose()
    except TimeoutError:
        pass  # the connection is given up; the peer no longer answers


def _stranded(response: client.Response, options: Options) -> Failure | None:
    """Return a Failure if a redirect ought to be followed and leads nowhere."""
    followed = options.follow_redirects is not False
    if not followed or not response.has_redirect_location:
        return None
    place = response.headers["location"]
    return Failure("redirect", Problem(f'cannot follow the redirect to "{place}"'))


def _auth(resolved: Resolved) -> client.Auth | None:
    match resolved.auth:
        case BasicAuth(username, password):
            return client.BasicAuth(username, password)
        case BearerAuth(token):
            return client.BearerAuth(token)
        case _:
            return None
