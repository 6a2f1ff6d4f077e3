"""A small authorization server: it grants tokens that open /auth/bearer for a while."""

import base64
import binascii
import secrets
import time
from collections.abc import Callable
from math import inf
from urllib.parse import parse_qsl, unquote_plus

from .auth import PASSWORD, USERNAME
from .wire import Incoming, Refusal, Reply, json_reply

CLIENT = "demo-client"
CLIENT_SECRET = "demo-secret"  # noqa: S105 - printed in the demo's own description
LIFETIME = 300.0  # seconds
MOST_TOKENS = 1_000


class Authorization:
    """The tokens that one running demo has granted."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}
        self._renewable: dict[str, None] = {}  # in the order of granting

    async def token(self, request: Incoming) -> Reply:
        """Grants a token (RFC 6749) for client credentials, a password or a refresh token."""
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        if _client(request, form) != (CLIENT, CLIENT_SECRET):
            return _refused("invalid_client", 401)
        match form.get("grant_type"):
            case "client_credentials":
                return self._granted()
            case "password":
                known = (form.get("username"), form.get("password")) == (USERNAME, PASSWORD)
                return self._granted() if known else _refused("invalid_grant")
            case "refresh_token":
                known = form.get("refresh_token") in self._renewable
                return self._granted() if known else _refused("invalid_grant")
            case _:
                return _refused("unsupported_grant_type")

    async def resource(self, request: Incoming) -> Reply:
        """Answers 200 to a token that was granted here, and 401 to everything else."""
        scheme, _, token = request.header("authorization").partition(" ")
        if scheme.lower() != "bearer" or self._until.get(token.strip(), -inf) < self._clock():
            challenge = 'Bearer realm="Workbench demo", error="invalid_token"'
            raise Refusal(401, "no valid token", (("www-authenticate", challenge),))
        return json_reply({"authenticated": True, "granted": "by OAuth 2"})

    def _granted(self) -> Reply:
        token, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self._until[token] = self._clock() + LIFETIME
        self._renewable[refresh] = None
        if len(self._until) > MOST_TOKENS:
            del self._until[next(iter(self._until))]
            del self._renewable[next(iter(self._renewable))]
        return json_reply(
            {
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": int(LIFETIME),
                "refresh_token": refresh,
            },
            headers=(("cache-control", "no-store"),),
        )


def _client(request: Incoming, form: dict[str, str]) -> tuple[str, str]:
    """Return the client's name and secret, from a Basic header or the form."""
    scheme, _, given = request.header("authorization").partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        pair = base64.b64decode(given).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    name, _, secret = pair.partition(":")
    return unquote_plus(name), unquote_plus(secret)


def _refused(error: str, status: int = 400) -> Reply:
    return json_reply({"error": error}, status)
