"""How a request says who is asking. Values may hold `{{names}}`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class InheritAuth:
    """Use what the nearest folder with an opinion says; the default of a request."""


@dataclass(frozen=True, slots=True)
class NoAuth:
    """Send no credentials, whatever the folders say."""


@dataclass(frozen=True, slots=True)
class BasicAuth:
    """A user name and a password (RFC 7617)."""

    username: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class BearerAuth:
    """A token in the Authorization header (RFC 6750)."""

    token: str = ""


@dataclass(frozen=True, slots=True)
class DigestAuth:
    """A user name and a password that is never sent itself (RFC 7616)."""

    username: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class ApiKeyAuth:
    """A key under a name of the server's choosing."""

    name: str = "X-API-Key"
    value: str = ""
    place: Literal["header", "query", "cookie"] = "header"


OAuth2Grant = Literal[
    "client-credentials", "password", "authorization-code", "device-code", "refresh-token"
]


@dataclass(frozen=True, slots=True)
class OAuth2Auth:
    """A token from an authorization server (RFC 6749); authorization codes use PKCE (RFC 7636).

    `send_client` says how the client authenticates to the token endpoint.
    """

    grant: OAuth2Grant = "client-credentials"
    token_url: str = ""
    authorization_url: str = ""
    device_url: str = ""
    client_id: str = ""
    client_secret: str = ""
    scope: str = ""
    audience: str = ""
    username: str = ""
    password: str = ""
    refresh_token: str = ""
    redirect_url: str = ""
    send_client: Literal["basic", "body"] = "basic"


@dataclass(frozen=True, slots=True)
class AwsSigV4Auth:
    """A signature of the request (AWS Signature Version 4)."""

    access_key: str = ""
    secret_key: str = ""
    session_token: str = ""
    region: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class NetrcAuth:
    """The user's own netrc file, looked up by host."""


AuthSpec = (
    InheritAuth
    | NoAuth
    | BasicAuth
    | BearerAuth
    | DigestAuth
    | ApiKeyAuth
    | OAuth2Auth
    | AwsSigV4Auth
    | NetrcAuth
)
