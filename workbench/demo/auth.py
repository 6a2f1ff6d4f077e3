"""Endpoints that ask who is calling. Their one user and one token are no secrets."""

import base64
import hashlib
import hmac
import re

from .wire import Incoming, Refusal, Reply, json_reply

USERNAME = "ada"
PASSWORD = "lovelace"  # noqa: S105 - printed in the demo's own description
TOKEN = "demo-token"  # noqa: S105 - the same
REALM = "Workbench demo"
NONCE = "there is nothing here to protect"
PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^",\s]+))')


async def basic(request: Incoming) -> Reply:
    """Answers 200 to ada with the password lovelace, and 401 to everybody else."""
    expected = base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode()
    if not _is(request, "basic", expected):
        challenge = 'Basic realm="Workbench demo", charset="UTF-8"'
        raise Refusal(401, "who are you?", (("www-authenticate", challenge),))
    return json_reply({"authenticated": True, "user": USERNAME})


async def digest(request: Incoming) -> Reply:
    """Answers 200 to ada by digest (RFC 7616, SHA-256), without the password on the wire."""
    given = request.header("authorization")
    said = {name: quoted or plain for name, quoted, plain in PAIR.findall(given)}
    if not given.lower().startswith("digest ") or not hmac.compare_digest(
        said.get("response", "").encode(), _expected(request.method, said).encode()
    ):
        challenge = f'Digest realm="{REALM}", qop="auth", algorithm=SHA-256, nonce="{NONCE}"'
        raise Refusal(401, "who are you?", (("www-authenticate", challenge),))
    return json_reply({"authenticated": True, "user": USERNAME})


def _expected(method: str, said: dict[str, str]) -> str:
    """Return the response to the challenge that shows that the password is known."""

    def hashed(*parts: str) -> str:
        return hashlib.sha256(":".join(parts).encode()).hexdigest()

    named = (said.get(name, "") for name in ("nc", "cnonce", "qop"))
    asked = hashed(method, said.get("uri", ""))
    return hashed(hashed(USERNAME, REALM, PASSWORD), NONCE, *named, asked)


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
