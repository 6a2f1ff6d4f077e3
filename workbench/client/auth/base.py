"""The shape of a way to authenticate."""

from collections.abc import AsyncGenerator, Generator
from typing import Any

from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.steps import Ask, Call, Inquire, Pause
from workbench.client.url import URL

AuthStep = Request | Inquire | Pause | Call | Ask
AuthSteps = Generator[AuthStep, Any, None]


class Auth:
    """A way to authenticate, and one that does nothing.

    Subclass it and override `auth_flow`; or, for a scheme that must do I/O of its own,
    `sync_auth_flow` and `async_auth_flow`. `requires_request_body` and
    `requires_response_body` have the body read before the flow sees the request or
    response.
    """

    requires_request_body = False
    requires_response_body = False

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Yield requests to send, the last of which is the one that counts.

        Each yield gives the response; a flow that answers a challenge yields again.
        """
        yield request

    def sync_auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Run `auth_flow`, reading bodies with blocking calls where it needs them."""
        if self.requires_request_body:
            request.read()
        flow = self.auth_flow(request)
        try:
            following = next(flow)
            while True:
                response = yield following
                if self.requires_response_body:
                    response.read()
                following = flow.send(response)
        except StopIteration:
            return
        finally:
            flow.close()

    async def async_auth_flow(self, request: Request) -> AsyncGenerator[Request, Response]:
        """Run `auth_flow`, awaiting bodies where it needs them."""
        if self.requires_request_body:
            await request.aread()
        flow = self.auth_flow(request)
        try:
            following = next(flow)
            while True:
                response = yield following
                if self.requires_response_body:
                    await response.aread()
                following = flow.send(response)
        except StopIteration:
            return
        finally:
            flow.close()

    def for_url(self, url: URL) -> "Auth":
        """Return the credentials for a request's URL: these, unless they are bound to hosts."""
        return self

    def renew(self, request: Request) -> None:
        """Add to a request what a redirect within the origin loses: all but the headers."""

    def steps(self, request: Request) -> AuthSteps:
        """Return the flow as the client runs it: `auth_flow`, or one that may also wait."""
        return self.auth_flow(request)


class NoAuth(Auth):
    """No credentials at all: neither the client's nor those in the URL."""
