"""`[auth]` ⇄ AuthSpec."""

from dataclasses import fields
from typing import Any

from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    InheritAuth,
    NetrcAuth,
    NoAuth,
    OAuth2Auth,
)

from .fields import encode_fields, field_values
from .typed import Source

AUTHS: dict[str, type[AuthSpec]] = {
    "inherit": InheritAuth,
    "none": NoAuth,
    "basic": BasicAuth,
    "bearer": BearerAuth,
    "digest": DigestAuth,
    "api-key": ApiKeyAuth,
    "oauth2": OAuth2Auth,
    "aws-sigv4": AwsSigV4Auth,
    "netrc": NetrcAuth,
}
_INHERITED = InheritAuth()  # of most requests, and of thousands in a large collection
_NAMES = {kind: name for name, kind in AUTHS.items()}
_KEYS = frozenset(field.name for kind in AUTHS.values() for field in fields(kind))


def decode_auth(table: dict[str, Any], source: Source) -> tuple[AuthSpec, tuple[str, ...]]:
    """Return what an `[auth]` table says, and what of it nobody here knows."""
    if not table:
        return _INHERITED, ()
    kind = source.kind(table, "auth", _KEYS, "inherit", AUTHS)
    if kind not in AUTHS:
        return InheritAuth(), (f'auth type "{kind}"',)
    return source.convert(table, AUTHS[kind], ("auth",)), ()


def auth_name(auth: AuthSpec) -> str:
    """Return the `type` of a credential."""
    return _NAMES[type(auth)]


def auth_values(auth: AuthSpec) -> dict[str, Any]:
    """Return all that an `[auth]` table can say of a credential."""
    return {"type": auth_name(auth), **field_values(auth)}


def encode_auth(auth: AuthSpec) -> dict[str, Any]:
    """Return the `[auth]` table of a credential; of its fields those that need saying."""
    return {"type": auth_name(auth), **encode_fields(auth)}
