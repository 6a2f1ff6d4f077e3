"""The OAuth 2 tokens of a session: what there is for a request, another one, or none."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench import client
from workbench.client.auth import AuthSteps
from workbench.errors import Problem, WorkbenchError
from workbench.model import OAuth2Auth, Resolved

from .failures import failure_of
from .sending import limits_of

if TYPE_CHECKING:
    from .sending import Sender


@dataclass(frozen=True, slots=True)
class KnownToken:
    """A token that was granted. `expires_at` is in seconds since the epoch, None if unknown."""

    text: str = field(repr=False)
    expires_at: float | None = None
    scope: str = ""
    can_refresh: bool = False


class _Granted(Exception):  # noqa: N818 - no error
    """The token is there; the request that it was wanted for is not to be sent."""


class _OnlyToken(client.Auth):
    """Gets another token and sends nothing with it."""

    def __init__(self, scheme: client.OAuth2) -> None:
        self._scheme = scheme

    def steps(self, request: client.Request) -> AuthSteps:
        """Get the token, and raise _Granted."""
        yield from self._scheme.another(request)
        raise _Granted


def known_token(sender: "Sender", auth: object) -> KnownToken | None:
    """Return the token that was granted to these credentials, if there is one."""
    if not isinstance(auth, OAuth2Auth):
        return None
    token = sender.credentials.token(auth)
    if token is None:
        return None
    return KnownToken(
        token.access_token, token.expires_at, token.scope or "", bool(token.refresh_token)
    )


async def another_token(sender: "Sender", resolved: Resolved, environment: str | None) -> None:
    """Refresh the token of a request, or get a first one; raises WorkbenchError if that fails."""
    auth, limits = resolved.auth, limits_of(resolved.options)
    http = sender.client_of(environment)
    try:
        request = http.build_request(
            resolved.method,
            resolved.url,
            timeout=limits,
            extensions={"wire": sender.wire(resolved.options)},
        )
        scheme = sender.credentials.auth_for(auth, request.url)
        if not isinstance(scheme, client.OAuth2):
            hint = "requests with OAuth 2 do"
            raise WorkbenchError(Problem("the request asks for no token", hint=hint))
        await http.send(request, auth=_OnlyToken(scheme))
    except _Granted:
        return
    except (client.HTTPError, client.InvalidURL, OSError) as error:
        raise WorkbenchError(failure_of(error, resolved.url, limits).problem) from None
