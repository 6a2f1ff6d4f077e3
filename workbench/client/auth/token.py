"""An OAuth 2.0 token: what a server granted, and where it is kept."""

import re
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Protocol

from workbench.client.errors import OAuth2Error
from workbench.client.response import Response

# RFC 6750, section 2.1, and a little more: what fits in a header and has no space.
SENDABLE = re.compile(r"[\x21-\x7e]{1,16384}")
PRINTABLE = re.compile(r"[^\x20-\x7e\xa1-\u024f]")
LONGEST = 10 * 366 * 86400.0  # seconds; no token is promised longer
SHOWN = 300  # characters of a server's words in a message
SHORTEST_SECRET = 4  # to mask a shorter one would only tell where it stands in other words
# RFC 6749 sections 4.1.2.1 and 5.2, RFC 8628 section 3.5: words of the protocol, not secrets.
CODES = frozenset(
    {
        "access_denied",
        "authorization_pending",
        "expired_token",
        "invalid_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "server_error",
        "slow_down",
        "temporarily_unavailable",
        "unauthorized_client",
        "unsupported_grant_type",
        "unsupported_response_type",
    }
)


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """An access token, and how to get the next. `expires_at` is in seconds since 1970."""

    access_token: str
    expires_at: float | None = None
    refresh_token: str | None = None
    scope: str | None = None

    def expires_within(self, seconds: float, now: float) -> bool:
        """Tell whether the token's time is over, or will be in some seconds."""
        return self.expires_at is not None and now + seconds >= self.expires_at

    def __repr__(self) -> str:
        return f"Token('[secure]', expires_at={self.expires_at}, scope={self.scope!r})"


class TokenStore(Protocol):
    """Where a scheme keeps its token. Its methods may be async in an AsyncClient."""

    def load(self) -> Token | Awaitable[Token | None] | None:
        """Return the token that was saved last, or None."""
        ...

    def save(self, token: Token | None) -> Awaitable[None] | None:
        """Keep a token, or forget it."""
        ...


class MemoryTokenStore:
    """Keep the token as long as the process lives; may be shared between schemes."""

    def __init__(self, token: Token | None = None) -> None:
        self._token = token

    def load(self) -> Token | None:
        """Return the token."""
        return self._token

    def save(self, token: Token | None) -> None:
        """Keep a token, or forget it."""
        self._token = token


def clean(text: object, secrets: tuple[str, ...] = ()) -> str:
    """Return a server's words fit for a message: short, printable, without secrets."""
    words = str(text)
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            words = words.replace(secret, "[secure]")
    return PRINTABLE.sub("�", words[:SHOWN])


def answer_of(response: Response, secrets: tuple[str, ...]) -> dict[str, Any]:
    """Return the JSON object a server answered; raises OAuth2Error for a refusal or nonsense."""
    try:
        said = response.json()
    except ValueError:  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        said = None
    if isinstance(said, dict) and isinstance(said.get("error"), str):
        error = said["error"]
        raise OAuth2Error(
            error if error in CODES else clean(error, secrets),
            clean(said.get("error_description") or "", secrets),
        )
    if not response.is_success or not isinstance(said, dict):
        raise OAuth2Error(
            "invalid_response", f"status {response.status_code} without what RFC 6749 asks for"
        )
    return said


def granted(response: Response, now: float, secrets: tuple[str, ...]) -> Token:
    """Return the token in a response (RFC 6749, section 5.1)."""
    said = answer_of(response, secrets)
    access, kind, refresh = (
        said.get(name) for name in ("access_token", "token_type", "refresh_token")
    )
    if not isinstance(access, str) or not SENDABLE.fullmatch(access):
        raise OAuth2Error("invalid_response", "its access_token cannot be sent in a header")
    if isinstance(kind, str) and kind.lower() != "bearer":
        raise OAuth2Error("invalid_response", f"its token_type is {clean(kind, secrets)!r}")
    scope = said.get("scope")
    lifetime = seconds_of(said.get("expires_in"))
    return Token(
        access,
        None if lifetime is None else now + lifetime,
        refresh if isinstance(refresh, str) else None,
        clean(scope) if isinstance(scope, str) else None,
    )


def seconds_of(value: object) -> float | None:
    """Return a number of seconds from what a server sent, or None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST) if isfinite(seconds) else None


def succeeded(token: Token, earlier: Token) -> Token:
    """Return a refreshed token; one without a refresh token of its own keeps the earlier's."""
    if token.refresh_token is None:
        return replace(token, refresh_token=earlier.refresh_token)
    return token
