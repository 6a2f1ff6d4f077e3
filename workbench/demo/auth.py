"""Endpoints that ask who is calling. Their one user and one token are no secrets."""

import base64
import hmac

from .wire import Incoming, Refusal, Reply, json_reply

USERNAME = "ada"
PASSWORD = "lovelace"  # noqa: S105 - printed in the demo's own description
TOKEN = "demo-token"  # noqa: S105 - the same


async def basic(request: Incoming) -> Reply:
    """Answers 200 to ada with the password lovelace, and 401 to everybody else."""
    expected = base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode()
    if not _is(request, "basic", expected):
        challenge = 'Basic realm="Workbench demo", charset="UTF-8"'
        raise Refusal(401, "who are you?", (("www-authenticate", challenge),))
    return json_reply({"authenticated": True, "user": USERNAME})


async def token(request: Incoming) -> Reply:
    """Gives the token that /auth/bearer wants, to those who pass /auth/basic."""
    await basic(request)
    return json_reply({"token": TOKEN, "type": "bearer", "expires_in": 3600})


async def bearer(request: Incoming) -> Reply:
    """Answers 200 to the demo's token, and 401 to everything else."""
    if not _is(request, "bearer", TOKEN):
        challenge = 'Bearer realm="Workbench demo"'
        raise Refusal(401, "no valid token", (("www-authenticate", challenge),))
    return json_reply({"authenticated": True, "token": TOKEN})


def _is(request: Incoming, scheme: str, expected: str) -> bool:
    given_scheme, _, given = request.header("authorization").partition(" ")
    same = hmac.compare_digest(given.strip().encode(), expected.encode())
    return given_scheme.lower() == scheme and same
