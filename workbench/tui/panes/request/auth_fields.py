"""The kinds of credentials as fields of a form."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from workbench.formats.auth_table import AUTHS
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
from workbench.tui.widgets.form import FormField

_USER = FormField("username", "User name", "ada or {{user}}")
_PASSWORD = FormField("password", "Password", "{{password}}", secret=True)
GRANTS = (
    "client-credentials", "password", "authorization-code", "device-code", "refresh-token",
)  # fmt: skip

FIELDS: dict[str, tuple[FormField, ...]] = {
    "inherit": (),
    "none": (),
    "basic": (_USER, _PASSWORD),
    "bearer": (FormField("token", "Token", "{{token}}", secret=True),),
    "digest": (_USER, _PASSWORD),
    "api-key": (
        FormField("name", "Name", "X-API-Key"),
        FormField("value", "Key", "{{api_key}}", secret=True),
        FormField("place", "Sent in", choices=("header", "query", "cookie")),
    ),
    "oauth2": (
        FormField("grant", "Grant", choices=GRANTS),
        FormField("token_url", "Token URL", "https://login.example.com/token"),
        FormField("authorization_url", "Authorize URL", "https://login.example.com/authorize"),
        FormField("device_url", "Device URL", "https://login.example.com/device"),
        FormField("client_id", "Client id", "workbench"),
        FormField("client_secret", "Client secret", "{{client_secret}}", secret=True),
        FormField("send_client", "Client sent in", choices=("basic", "body")),
        _USER,
        _PASSWORD,
        FormField("refresh_token", "Refresh token", "{{refresh_token}}", secret=True),
        FormField("scope", "Scope", "read write"),
        FormField("audience", "Audience", "if the server wants one"),
        FormField("redirect_url", "Redirect URL", "http://127.0.0.1 with a free port"),
    ),
    "aws-sigv4": (
        FormField("access_key", "Access key id", "{{aws_key}}"),
        FormField("secret_key", "Secret key", "{{aws_secret}}", secret=True),
        FormField("session_token", "Session token", "for temporary keys only", secret=True),
        FormField("region", "Region", "eu-central-1"),
        FormField("service", "Service", "execute-api"),
    ),
    "netrc": (),
}
KINDS = tuple(FIELDS)

_OAUTH2_ALWAYS = (
    "grant",
    "token_url",
    "client_id",
    "client_secret",
    "send_client",
    "scope",
    "audience",
)
_OAUTH2_ALSO = {
    "password": ("username", "password"),
    "authorization-code": ("authorization_url", "redirect_url"),
    "device-code": ("device_url",),
    "refresh-token": ("refresh_token",),
}

NOTES = {
    "none": "No credentials are sent, whatever the folders say.",
    "basic": "The password is sent with each request (RFC 7617).",
    "bearer": "The token is sent in the Authorization header (RFC 6750).",
    "digest": "The server's challenge is answered; the password is never sent (RFC 7616).",
    "api-key": "The key is sent under this name.",
    "oauth2": "A token is fetched when it is needed, kept until it expires, and refreshed.",
    "aws-sigv4": "Each request is signed (AWS Signature Version 4).",
    "netrc": "The user's own netrc file is asked for the host; nothing is in the collection.",
}


def texts_of(auth: AuthSpec) -> dict[str, str]:
    """Return what the form's fields say of credentials."""
    return {field.name: getattr(auth, field.name) for field in fields(auth)}


def auth_from(kind: str, texts: Mapping[str, str]) -> AuthSpec:
    """Return the credentials of a kind that a form's fields say."""
    known = {field.name for field in fields(AUTHS[kind])}
    said: dict[str, Any] = {name: text for name, text in texts.items() if name in known}
    return AUTHS[kind](**said)


def seen(kind: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields that matter: those of the grant, and any that hold something."""
    names = tuple(field.name for field in FIELDS[kind])
    if kind != "oauth2":
        return names
    wanted = (*_OAUTH2_ALWAYS, *_OAUTH2_ALSO.get(texts["grant"], ()))
    return tuple(name for name in names if name in wanted or texts[name])


def describe(auth: AuthSpec) -> str:
    """Say in a few words what credentials do, without their secrets."""
    match auth:
        case BasicAuth(username) | DigestAuth(username):
            kind = "basic" if isinstance(auth, BasicAuth) else "digest"
            return f"{kind} as {username}" if username else kind
        case BearerAuth():
            return "a bearer token"
        case ApiKeyAuth(name, _, place):
            return f"the key {name} in the {place}"
        case OAuth2Auth(grant):
            return f"OAuth 2 by {grant}"
        case AwsSigV4Auth():
            return f"an AWS signature for {auth.service} in {auth.region}".replace("  ", " ")
        case NetrcAuth():
            return "the user's netrc file"
        case NoAuth() | InheritAuth():
            return "no credentials"
