"""OAuth 2.0 (RFC 6749): get a token, send it, renew it. How to get one is in grants.py.

Tokens are sent to the origins they are for and nowhere else. At most one flow renews a
token at a time; the others wait and use what it got.
"""

from base64 import b64encode
from collections import deque
from collections.abc import Generator, Iterable
from typing import Any, Literal, Required, TypedDict
from urllib.parse import quote_plus

from workbench.client.ambient import WallClock, wall_clock
from workbench.client.errors import OAuth2Error, TotalTimeout
from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.steps import Call, Inquire, Pause
from workbench.client.url import URL, Origin

from .base import Auth, AuthStep, AuthSteps
from .token import MemoryTokenStore, Token, TokenStore, granted, succeeded

TokenSteps = Generator[AuthStep, Any, Token]
ResponseSteps = Generator[AuthStep, Any, Response]
POLL = 0.02  # seconds between looks at a renewal that another flow has under way


class OAuth2Options(TypedDict, total=False):
    """Keywords that every grant takes; OAuth2 explains them."""

    client_id: Required[str]
    client_secret: str
    scope: str | None
    client_auth: Literal["basic", "post"]
    origins: Iterable[URL | str] | None
    store: TokenStore | None
    leeway: float
    clock: WallClock


class OAuth2(Auth):
    """What all grants share.

    `origins` are the URLs whose origin may see the token; without them, the origin of the
    first request. `client_auth` says whether the secret goes to the token endpoint in a
    Basic header or in the form ("post"); a client without a secret only names itself.
    A token is renewed `leeway` seconds before it expires, and once when a request comes
    back with 401. Raises OAuth2Error when no token can be had.
    """

    # Whether getting a token bothers a person, so that a 401 alone is no reason for it.
    interactive = False

    def __init__(
        self,
        token_url: URL | str,
        *,
        client_id: str,
        client_secret: str = "",
        scope: str | None = None,
        client_auth: Literal["basic", "post"] = "basic",
        origins: Iterable[URL | str] | None = None,
        store: TokenStore | None = None,
        leeway: float = 30.0,
        clock: WallClock = wall_clock,
    ) -> None:
        if client_auth not in {"basic", "post"}:
            raise ValueError(f"client_auth is 'basic' or 'post', not {client_auth!r}")
        self._token_url = URL(token_url)
        self._client_id = client_id
        self._client_secret = client_secret
        self._scope = scope
        self._client_auth = client_auth
        self._origins = None if origins is None else {URL(url).origin for url in origins}
        self._store: TokenStore = MemoryTokenStore() if store is None else store
        self._leeway = leeway
        self._clock = clock
        self._token: Token | None = None
        # Whoever takes the one item renews: popping is atomic in threads and tasks alike.
        self._turn = deque([None])

    def obtain(self, request: Request) -> TokenSteps:
        """Return a first token, or a new one where there is none to refresh with."""
        raise OAuth2Error("invalid_grant", "there is no way to get a token")

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Refuse: getting a token takes more than requests; a client runs `steps`."""
        raise TypeError("an OAuth2 scheme is run by a client, not by its auth_flow")

    def steps(self, request: Request) -> AuthSteps:
        """Send with a valid token, and once more with a new one if it is refused."""
        if not self._is_for(request.url.origin):
            yield request
            return
        token = self._token
        if token is None or self._is_due(token):
            token = yield from self._renewed(request, token)
        request.headers["Authorization"] = f"Bearer {token.access_token}"
        response: Response = yield request
        if response.status_code != 401 or request.stream.can_be_sent is not True:
            return
        if self.interactive and token.refresh_token is None:
            return
        token = yield from self._renewed(request, token)
        request.headers["Authorization"] = f"Bearer {token.access_token}"
        yield request

    def another(self, request: Request) -> TokenSteps:
        """Return another token than the present one, which may be good still.

        It is refreshed if that is possible. `request` says how long that may take.
        """
        present = self._token or (yield Call(self._store.load))
        return (yield from self._renewed(request, present))

    def _is_for(self, origin: Origin) -> bool:
        if self._origins is None:
            self._origins = {origin}
        return origin in self._origins

    def _is_due(self, token: Token) -> bool:
        return token.expires_within(self._leeway, self._clock())

    def _renewed(self, request: Request, refused: Token | None) -> TokenSteps:
        """Return another token than the refused one; one flow gets it for all."""
        while True:
            try:
                self._turn.pop()
                break
            except IndexError:
                yield from wait(POLL, request)
        try:
            known = self._token
            if known is None or known == refused:  # somebody else may have saved a newer one
                known = (yield Call(self._store.load)) or known
            if known is not None and known != refused and not self._is_due(known):
                self._token = known
                return known
            token = yield from self._another(request, known)
            self._token = token
            yield Call(self._store.save, (token,))
            return token
        finally:
            self._turn.append(None)

    def _another(self, request: Request, known: Token | None) -> TokenSteps:
        """Refresh a token if that is possible, else get a new one."""
        if known is not None and known.refresh_token is not None:
            try:
                return (yield from self.refreshed(known))
            except OAuth2Error as error:
                if error.error != "invalid_grant":
                    raise
                self._token = None  # the refresh token is over: begin anew
        return (yield from self.obtain(request))

    def refreshed(self, token: Token) -> TokenSteps:
        """Return the token that a refresh token gets (RFC 6749, section 6)."""
        refresh = token.refresh_token or ""
        form = {"grant_type": "refresh_token", "refresh_token": refresh}
        if self._scope is not None:
            form["scope"] = self._scope
        new = yield from self.asked(form, secrets=(refresh,))
        return succeeded(new, token)

    def asked(self, form: dict[str, str], secrets: tuple[str, ...] = ()) -> TokenSteps:
        """Return what the token endpoint grants for a form."""
        response = yield from self.posted(self._token_url, form)
        return granted(response, self._clock(), (*secrets, self._client_secret))

    def posted(self, url: URL, form: dict[str, str]) -> ResponseSteps:
        """Return the response to a form from this client (RFC 6749, section 2.3.1)."""
        headers = {"Accept": "application/json"}
        if self._client_secret and self._client_auth == "basic":
            pair = f"{quote_plus(self._client_id)}:{quote_plus(self._client_secret)}"
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode('ascii')}"
        else:
            form = {**form, "client_id": self._client_id}
            if self._client_secret:
                form["client_secret"] = self._client_secret
        response: Response = yield Inquire(Request("POST", url, headers=headers, data=form))
        return response


def wait(seconds: float, request: Request) -> Generator[AuthStep, Any, None]:
    """Wait within a request's time; raises TotalTimeout if that is not enough."""
    if not (yield Pause(seconds, request.extensions.get("deadline"))):
        raise TotalTimeout("the time for the whole exchange ended while waiting for a token")
