"""The `Set-Cookie` headers of a response, read as RFC 6265 has clients read them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .dates import read_http
from .values import NOTHING, Unmet

ATTRIBUTES = (
    "Value", "Expires", "Max-Age", "Domain", "Path", "Secure", "HttpOnly", "SameSite",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetCookie:
    """One cookie that a response sets; the names of attributes are in lower case."""

    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)

    def attribute(self, name: str) -> Any:
        """Return an attribute: Expires as a date, Max-Age as a number, flags as true."""
        low = name.lower()
        if low == "value":
            return self.value
        text = self.attributes.get(low)
        if text is None:
            return NOTHING
        match low:
            case "expires":
                return read_http(text)
            case "max-age" if text.lstrip("-").isdecimal() and len(text) < 20:
                return int(text)
            case "max-age":
                raise Unmet(f'the Max-Age "{text[:40]}" is not a number')
            case "secure" | "httponly":
                return True
            case _:
                return text


def set_cookie(header: str) -> SetCookie:
    """Return what a `Set-Cookie` header sets."""
    pair, *rest = header.split(";")
    name, separator, value = pair.partition("=")
    if not separator:
        name, value = "", pair
    attributes: dict[str, str] = {}
    for piece in rest:
        key, _, text = piece.partition("=")
        attributes[key.strip().lower()] = text.strip()
    return SetCookie(name.strip(), value.strip(), attributes)


def find(headers: Iterable[tuple[str, str]], name: str) -> SetCookie | None:
    """Return the last cookie of this name that a response sets: the one that clients keep."""
    found = None
    for header, text in headers:
        if header.lower() == "set-cookie":
            cookie = set_cookie(text)
            found = cookie if cookie.name == name else found
    return found
