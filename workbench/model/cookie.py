"""A cookie as it is kept between two sessions."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeptCookie:
    """One cookie and where it goes. It prints without its value, which is often a credential.

    It goes to the `domain` and, unless it is `host_only`, to those below it. `expires` is in
    seconds since 1970; None for one that a server wants to end with the session.
    """

    name: str
    value: str = field(repr=False)
    domain: str
    path: str = "/"
    secure: bool = False
    http_only: bool = False
    host_only: bool = False
    same_site: str = ""
    expires: float | None = None
