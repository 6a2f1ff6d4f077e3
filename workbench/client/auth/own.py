"""Authentication that does its own I/O: `sync_auth_flow` or `async_auth_flow` overridden."""

from collections.abc import AsyncGenerator, Generator

from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.steps import Ask

from .base import Auth, AuthSteps


def does_own_io(auth: Auth) -> bool:
    """Tell whether a scheme overrides the flows that may wait."""
    kind = type(auth)
    return (
        kind.sync_auth_flow is not Auth.sync_auth_flow
        or kind.async_auth_flow is not Auth.async_auth_flow
    )


class OwnRounds:
    """The flow of such a scheme under way, in whichever world the driver lives."""

    def __init__(self, auth: Auth, request: Request) -> None:
        self._auth = auth
        self._request = request
        self._flow: Generator[Request, Response, None] | None = None
        self._async_flow: AsyncGenerator[Request, Response] | None = None

    def steps(self) -> AuthSteps:
        """Yield the scheme's requests, each asked for by a step of its own."""
        response: Response | None = None
        while True:
            request: Request | None = yield Ask(self, response)
            if request is None:
                return
            response = yield request

    def ask(self, response: Response | None) -> Request | None:
        """Return the next request, or None at the end."""
        try:
            if self._flow is None or response is None:
                self._flow = self._auth.sync_auth_flow(self._request)
                return next(self._flow)
            return self._flow.send(response)
        except StopIteration:
            return None

    async def aask(self, response: Response | None) -> Request | None:
        """Return the next request, or None at the end."""
        try:
            if self._async_flow is None or response is None:
                self._async_flow = self._auth.async_auth_flow(self._request)
                return await anext(self._async_flow)
            return await self._async_flow.asend(response)
        except StopAsyncIteration:
            return None

    def leave(self) -> None:
        """Close the flow; its `finally` blocks run."""
        if self._flow is not None:
            self._flow.close()

    async def aleave(self) -> None:
        """Close the flow; its `finally` blocks run."""
        if self._async_flow is not None:
            await self._async_flow.aclose()
