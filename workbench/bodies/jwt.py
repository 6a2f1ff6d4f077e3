"""JSON Web Tokens (RFC 7519) taken apart; nothing is verified, and that is said."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from .decoded import json_lines
from .index import Line

LONGEST = 64 * 1024
"""Characters of a token that is taken apart."""

TOKEN = re.compile(r"eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
"""Finds tokens in a text: both parts begin with what `{\"` is encoded as."""

_TIMES = ("iat", "nbf", "exp", "auth_time")


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says. Who signed it is not checked."""

    header: dict[str, object]
    claims: dict[str, object]
    signature: str


def decode_token(text: str) -> Token:
    """Return what a token says; raises ValueError if it is none."""
    parts = text.strip().split(".")
    if len(parts) != 3 or len(text) > LONGEST:
        raise ValueError("a token has three parts")
    header, claims = (_object(part) for part in parts[:2])
    return Token(header, claims, parts[2])


def token_lines(token: Token) -> Iterator[Line]:
    """Yield the lines that show a token, with times as dates (UTC)."""
    yield (("word", "header"),)
    yield from json_lines(token.header)
    yield ()
    yield (("word", "claims"),)
    yield from json_lines(token.claims)
    for name in _TIMES:
        if moment := _moment(token.claims.get(name)):
            yield (("key", f"{name:<9}"), ("text", f" {moment}"))
    yield ()
    signed = "the signature is not checked" if token.signature else "it is not signed"
    yield (("more", signed),)


def _object(part: str) -> dict[str, object]:
    try:
        raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        value = json.loads(raw)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("a part of a token is an object")
    return value


def _moment(seconds: object) -> str:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return ""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, OSError, ValueError):
        return ""
