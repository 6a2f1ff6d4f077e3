"""How a request says who is asking. Values may hold `{{names}}`."""

from dataclasses import dataclass


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


AuthSpec = InheritAuth | NoAuth | BasicAuth | BearerAuth
