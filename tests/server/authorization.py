"""A small authorization server (RFC 6749, 7636, 8628) with an API behind it.

    with Authorization() as server:
        client.get(server / "api", auth=OAuth2ClientCredentials(server / "token", …))

It is strict where clients get it wrong: codes and refresh tokens are good for one use, the
verifier must fit the challenge, the redirect must be the one that was announced.
"""

import base64
import hashlib
from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode

from .loopback import Loopback, Reply, Seen, as_json, route

CLIENT, SECRET = "client", "s3cret"


class Authorization(Loopback):
    """The server; `granted` has the kind of each grant in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.granted: list[str] = []
        self.valid: set[str] = set()
        self.codes: dict[str, dict[str, str]] = {}
        self.refreshes = {"r0"}
        self.polls: list[str] = []  # what to say to a device that asks, before it is granted
        self._numbers: Iterator[int] = count(1)

    def token(self, kind: str) -> Reply:
        """Grant a token and a refresh token."""
        number = next(self._numbers)
        self.granted.append(kind)
        self.valid.add(f"t{number}")
        self.refreshes.add(f"r{number}")
        return as_json(
            {"access_token": f"t{number}", "refresh_token": f"r{number}", "token_type": "Bearer"}
        )

    def revoke(self) -> None:
        """Let all tokens end; refresh tokens stay."""
        self.valid.clear()


def refused(error: str) -> Reply:
    """Refuse as RFC 6749 section 5.2 says."""
    return Reply(b'{"error": "%b"}' % error.encode(), 400, [("Content-Type", "application/json")])


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@route
def authorize(server: Any, seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """Send the browser back with a code: the user always agrees."""
    asked = {name: values[0] for name, values in query.items()}
    if asked.get("code_challenge_method") != "S256" or asked.get("client_id") != CLIENT:
        return refused("invalid_request")
    code = f"code-{len(server.codes)}"
    server.codes[code] = asked
    back = urlencode({"code": code, "state": asked["state"]})
    return Reply(b"", 302, [("Location", f"{asked['redirect_uri']}?{back}")])


@route
def device(server: Any, seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """Give a device its codes."""
    return as_json(
        {
            "device_code": "d3vice",
            "user_code": "WDJB-MJHT",
            "verification_uri": server / "verify",
            "expires_in": 60,
            "interval": 1,
        }
    )


@route
def token(server: Any, seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """Grant or refuse."""
    form = dict(parse_qsl(seen.body.decode()))
    login = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    known = seen.header("Authorization") == f"Basic {login}"
    match form["grant_type"]:
        case "client_credentials":
            allowed = known
        case "password":
            allowed = known and (form["username"], form["password"]) == ("user", "hunter2")
        case "refresh_token":
            allowed = form["refresh_token"] in server.refreshes
            server.refreshes.discard(form["refresh_token"])
        case "authorization_code":
            asked = server.codes.pop(form["code"], {})
            allowed = (
                asked.get("code_challenge") == challenge_of(form["code_verifier"])
                and asked["redirect_uri"] == form["redirect_uri"]
            )
        case "urn:ietf:params:oauth:grant-type:device_code":
            if server.polls:
                return refused(server.polls.pop(0))
            allowed = form["device_code"] == "d3vice"
        case _:
            return refused("unsupported_grant_type")
    return server.token(form["grant_type"]) if allowed else refused("invalid_grant")


@route
def api(server: Any, seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    """Answer who has a valid token."""
    given = (seen.header("Authorization") or "").removeprefix("Bearer ")
    if given in server.valid:
        return Reply(given.encode())
    return Reply(b"", 401, [("WWW-Authenticate", 'Bearer error="invalid_token"')])
