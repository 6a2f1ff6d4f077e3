"""Take a request over the network, hop by hop, with the client.

Redirects are followed here, one at a time, so that every hop is on record even if a later
one fails; what to ask next and which credentials may go along, the client says.
"""

import asyncio
from itertools import count

from workbench import client
from workbench.errors import Problem
from workbench.model import Capabilities, Failure, Options, Resolved

from .credentials import Credentials
from .growing import GrowingRecord
from .receiving import Receive
from .record import hop_of, shown_secrets, timings_of, trailers_of
from .sources import Allow
from .wires import Wire

MOST_REDIRECTS = 20  # if the options have no other limit

# Closing must not hang on a peer that does not answer any more.
CLOSE_SECONDS = 1.0


class Hops:
    """The way of one resolved request, each hop of it on its record.

    `allow` is asked before a redirect takes secrets to another host; it raises where they may
    not go.
    """

    def __init__(
        self,
        http: client.AsyncClient,
        credentials: Credentials,
        resolved: Resolved,
        record: GrowingRecord,
        allow: Allow,
    ) -> None:
        self._http, self._credentials = http, credentials
        self._resolved, self._record, self._allow = resolved, record, allow

    async def follow(self, request: client.Request, receive: Receive) -> Failure | None:
        """Send the first request and all that follow; `receive` takes in the last response.

        Returns why there is no complete response, if there is none.
        """
        options, record = self._resolved.options, self._record
        most = MOST_REDIRECTS if options.max_redirects is None else options.max_redirects
        auth = self._credentials.auth_for(self._resolved.auth, request.url)
        jar = None if options.cookies is False else self._http.cookies
        record.ask(self._resolved.url)
        for redirects in count():
            response = await self._http.send(
                request,
                stream=True,
                auth=auth,
                follow_redirects=False,
                retries=options.retries or None,
            )
            try:
                for earlier in response.history:  # the rounds of an authentication
                    record.head(hop_of(earlier, jar), shown_secrets(earlier))
                    record.close_hop(timings_of(earlier))
                record.head(hop_of(response, jar), shown_secrets(response))
                following = response.next_request
                if following is None or options.follow_redirects is False:
                    failure = await receive(response, record)
                    return failure or _stranded(response, options)
                if redirects >= most:
                    what = f"more than {most} redirects"
                    hint = "raise options.max_redirects, if it is not a loop"
                    return Failure("redirect", Problem(what, hint=hint))
                await response.adiscard()  # a short body is read, to keep the connection
            finally:
                await _close(response)
                record.close_hop(timings_of(response), trailers_of(response))
            home = following.url.origin == request.url.origin
            if not home and has_body(following) and not options.forward_body:
                what = f"the redirect asks for the body to be sent to {following.url.host}"
                return Failure("redirect", Problem(what, hint="allow it with options.forward_body"))
            auth = self._onward(following, home=home)
            request = following
            record.ask(str(request.url))
        raise AssertionError("counting does not end")

    def _onward(self, following: client.Request, *, home: bool) -> client.Auth | None:
        """Return the credentials for the next hop; elsewhere they go only if that is wanted."""
        resolved = self._resolved
        if home:
            # What was sent is in the next request already; a scheme that answers each request
            # anew, such as a digest or a signature, does so again.
            return self._credentials.auth_for(resolved.auth, following.url)
        wire: Wire = following.extensions["wire"]
        following.extensions = {**following.extensions, "wire": wire.elsewhere()}
        if not resolved.options.forward_auth:
            return None
        host = following.url.netloc.decode("ascii")
        names = {recipient.secret.name for recipient in resolved.recipients}
        self._allow(Capabilities(secret_hosts=frozenset((host, name) for name in names)))
        for name, value in resolved.headers:
            if name not in following.headers:
                following.headers[name] = value
        return self._credentials.auth_for(resolved.auth, following.url)


def has_body(request: client.Request) -> bool:
    """Tell whether a request carries anything after its headers."""
    names = request.headers
    return "transfer-encoding" in names or names.get("content-length", "0") != "0"


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
