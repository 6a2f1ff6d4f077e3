"""How cookies are drawn: one line each, under their domain."""

from datetime import datetime

from textual.content import Content

from workbench.model import KeptCookie
from workbench.templating import MASK
from workbench.tui.widgets.safe import content, line_content

MINUTE, HOUR, DAY = 60, 3600, 86400
WIDE = 100  # cells of a list that has room for everything
LONGEST = 300  # characters of a value


def row(cookie: KeptCookie, width: int, now: float, *, first: bool, revealed: bool) -> Content:
    """Return one line; the `first` one of a domain names it."""
    domain_width = min(30, width // 4)
    name_width = min(24, width // 5)
    flags_width = 24 if width >= WIDE else 0  # the details have them as well
    domain = cookie.domain if cookie.host_only else f"*.{cookie.domain}"
    value = cookie.value[:LONGEST] if revealed else MASK
    columns = [
        (line_content(domain if first else "", "$accent"), domain_width),
        (line_content(cookie.name, "bold"), name_width),
        (line_content(value), width - domain_width - name_width - flags_width - 22),
        (line_content(cookie.path, "$muted"), 12),
        (content(lifetime(cookie, now), "$muted"), 10),
        (content(", ".join(flags(cookie)), "$muted"), flags_width),
    ]
    return Content("").join(_cell(text, cells) for text, cells in columns)


def flags(cookie: KeptCookie) -> list[str]:
    """Return what restricts a cookie, in short words."""
    found = ["secure"] if cookie.secure else []
    found += ["http-only"] if cookie.http_only else []
    return found + ([cookie.same_site] if cookie.same_site else [])


def lifetime(cookie: KeptCookie, now: float) -> str:
    """Return how long a cookie lives from now on: `5 min`, `3 h`, `12 d`, or `session`."""
    if cookie.expires is None:
        return "session"
    left = cookie.expires - now
    if left < MINUTE:
        return f"{max(0, left):.0f} s"
    for unit, most, word in ((MINUTE, HOUR, "min"), (HOUR, 2 * DAY, "h")):
        if left < most:
            return f"{left / unit:.0f} {word}"
    return f"{left / DAY:.0f} d"


def details(cookie: KeptCookie, *, revealed: bool, reveals: str = "") -> list[Content]:
    """Return all there is to say about one cookie; `reveals` is how its value is shown."""
    expires = "when the server or you delete it"
    if cookie.expires is not None:
        expires = f"{datetime.fromtimestamp(cookie.expires).astimezone():%Y-%m-%d %H:%M:%S %z}"
    where = cookie.domain if cookie.host_only else f"{cookie.domain} and the hosts below it"
    hidden = f"{MASK}  ({reveals})" if reveals else MASK
    pairs = (
        ("name", cookie.name),
        ("value", cookie.value if revealed else hidden),
        ("goes to", f"{where}, {cookie.path}{', over TLS only' if cookie.secure else ''}"),
        ("ends", expires),
        ("flags", ", ".join(flags(cookie)) or "none"),
    )
    return [content(f"{label:<10}", "$muted") + line_content(value) for label, value in pairs]


def _cell(text: Content, width: int) -> Content:
    cut = text.truncate(max(0, width - 2), ellipsis=True)
    return cut.pad_right(max(0, width - cut.cell_length))
