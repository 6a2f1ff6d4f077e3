"""What is judged: one response with all that checks may ask about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from workbench.model import Value

from .content import Content


@dataclass(frozen=True, slots=True)
class Certificate:
    """The facts of a server's certificate.

    Names are as in `C=US, CN=example.org`, the serial number is in hex, alternative names are
    as in `DNS:example.org, IP Address:192.0.2.1`, the whole is PEM.
    """

    subject: str = ""
    issuer: str = ""
    start_date: datetime | None = None
    expire_date: datetime | None = None
    serial_number: str = ""
    subject_alt_name: str = ""
    pem: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirect on the way to a response: where, with which status, and where to.

    Both addresses are absolute, whatever the `Location` header said.
    """

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A response as checks, captures and baselines see it.

    `url` is the last one, after redirects. `version` is `1.1` or `HTTP/1.1`. `headers` are
    pairs in the order and spelling in which they came. `duration` is in milliseconds.
    `variables` are those in force, with what was captured. `now` is aware of its zone.
    """

    status: int = 200
    version: str = "1.1"
    url: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    content: Content = field(default_factory=Content)
    duration: int = 0
    certificate: Certificate | None = None
    ip: str = ""
    redirects: tuple[Redirect, ...] = ()
    variables: Mapping[str, Value] = field(default_factory=dict)
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def with_variables(self, variables: Mapping[str, Value]) -> "Subject":
        """Return the same response with more variables; what was parsed of it stays parsed."""
        return replace(self, variables={**self.variables, **variables})

    def header_values(self, name: str) -> list[str]:
        """Return the values of a header, whatever the case of its name, in order."""
        low = name.lower()
        return [value for key, value in self.headers if key.lower() == low]
