"""Heads of requests and responses as lines. No widgets here."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from workbench.bodies.jwt import TOKEN, decode_token, token_lines
from workbench.model import Exchange, Hop
from workbench.tui.theme import method_color, status_color
from workbench.tui.widgets.safe import content, line_content

from .absent import no_response

NOTE = "$muted italic"
STYLES = {
    "key": "$json-key", "string": "$json-string", "number": "$json-number", "word": "$json-word",
    "more": NOTE,
}  # fmt: skip
LONGEST = 8192  # characters of a value that are shown


def header_lines(exchange: Exchange, opened: frozenset[str] = frozenset()) -> list[Content]:
    """Return each hop's request and response head, 1xx responses and trailers included.

    JSON Web Tokens that are `opened` are shown taken apart, below their headers.
    """
    lines: list[Content] = []
    for hop in exchange.hops:
        if lines:
            lines.append(Content(""))
        lines += _hop(hop, opened)
    return lines or [content(no_response(exchange), NOTE)]


def token_in(line: str) -> str:
    """Return the JSON Web Token in a line, or an empty text."""
    found = TOKEN.search(line)
    return found[0] if found is not None else ""


def _hop(hop: Hop, opened: frozenset[str]) -> Iterator[Content]:
    method = line_content(hop.method, f"{method_color(hop.method)} bold")
    yield method + line_content(f" {hop.url}", "bold")
    yield from _fields(hop.request_headers, opened)
    for status, headers in hop.interim:
        yield Content("")
        yield line_content(f"{hop.http_version} {status}", f"{status_color(status)} bold")
        yield from _fields(headers, opened)
    yield Content("")
    status_line = f"{hop.http_version} {hop.status} {hop.reason}".rstrip()
    yield line_content(status_line, f"{status_color(hop.status)} bold")
    yield from _fields(hop.headers, opened)
    if hop.trailers:
        yield Content("")
        yield Content.styled("behind the body", "$muted italic")
        yield from _fields(hop.trailers, opened)


def _fields(headers: Sequence[tuple[str, str]], opened: frozenset[str]) -> Iterator[Content]:
    for name, value in headers:
        more = f"… {len(value) - LONGEST:,} characters more" if len(value) > LONGEST else ""
        line = line_content(f"{name}: ", "$json-key") + line_content(value[:LONGEST] + more)
        token = token_in(value[:LONGEST])
        if not token:
            yield line
            continue
        yield line + Content.styled("  ▾ token" if token in opened else "  ▸ token", NOTE)
        if token in opened:
            yield from _taken_apart(token)


def _taken_apart(token: str) -> Iterator[Content]:
    try:
        for pieces in token_lines(decode_token(token)):
            styled = (line_content(text, STYLES.get(kind, "")) for kind, text in pieces)
            yield Content("    ").join([Content(""), Content("").join(styled)])
    except ValueError:
        yield Content.styled("    it cannot be taken apart", NOTE)
