"""Cookies that were sent, set, deleted and refused, as lines. No widgets here."""

from collections.abc import Iterator

from textual.content import Content

from workbench.model import Exchange, Hop, SetCookie
from workbench.tui.theme import method_color
from workbench.tui.widgets.safe import content, line_content

FAINT = "$muted"
NOTE = "$muted italic"


def cookie_lines(exchange: Exchange) -> list[Content]:
    """Return the cookies of each hop that has any."""
    lines: list[Content] = []
    for hop in exchange.hops:
        about = list(_hop(hop))
        if not about:
            continue
        if lines:
            lines.append(Content(""))
        method = line_content(hop.method, f"{method_color(hop.method)} bold")
        lines += [method + line_content(f" {hop.url}", "bold"), *about]
    return lines or [content("no cookies were sent or set", NOTE)]


def _hop(hop: Hop) -> Iterator[Content]:
    sent = [value for name, value in hop.request_headers if name.lower() == "cookie"]
    for field in sent:
        for pair in field.split(";"):
            name, equals, value = pair.strip().partition("=")
            yield _line("→ sent", "$accent", name if equals else "", value if equals else name)
    for cookie in hop.cookies:
        yield from _set(cookie)


def _set(cookie: SetCookie) -> Iterator[Content]:
    word, color = ("✓ set", "$success")
    if cookie.refused:
        word, color = ("✗ refused", "$error")
    elif cookie.deleted:
        word, color = ("− deleted", "$warning")
    yield _line(word, color, cookie.name, cookie.value)
    if cookie.refused:
        yield Content("            ") + line_content(cookie.refused, "$error")
    elif cookie.domain:
        below = " and hosts below" if cookie.domain.startswith(".") else " only"
        scope = f"for {cookie.domain.removeprefix('.')}{below}, path {cookie.path}"
        yield Content("            ") + line_content(scope, FAINT)
    if cookie.attributes:
        yield Content("            ") + line_content(cookie.attributes, FAINT)


def _line(word: str, color: str, name: str, value: str) -> Content:
    label = Content.styled(f"{word:<10}  ", f"{color} bold")
    return label + line_content(name, "$json-key") + " = " + line_content(value)
