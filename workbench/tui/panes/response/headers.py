"""Heads of requests and responses as lines. No widgets here."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from workbench.model import Exchange, Hop
from workbench.tui.theme import method_color, status_color
from workbench.tui.widgets.safe import content, line_content

LONGEST = 8192  # characters of a value that are shown


def header_lines(exchange: Exchange) -> list[Content]:
    """Return each hop's request and response head, 1xx responses and trailers included."""
    lines: list[Content] = []
    for hop in exchange.hops:
        if lines:
            lines.append(Content(""))
        lines += _hop(hop)
    return lines or [content("no response yet", "$foreground 60% italic")]


def _hop(hop: Hop) -> Iterator[Content]:
    method = line_content(hop.method, f"{method_color(hop.method)} bold")
    yield method + line_content(f" {hop.url}", "bold")
    yield from _fields(hop.request_headers)
    for status, headers in hop.interim:
        yield Content("")
        yield line_content(f"{hop.http_version} {status}", f"{status_color(status)} bold")
        yield from _fields(headers)
    yield Content("")
    status_line = f"{hop.http_version} {hop.status} {hop.reason}".rstrip()
    yield line_content(status_line, f"{status_color(hop.status)} bold")
    yield from _fields(hop.headers)
    if hop.trailers:
        yield Content("")
        yield Content.styled("behind the body", "$foreground 60% italic")
        yield from _fields(hop.trailers)


def _fields(headers: Sequence[tuple[str, str]]) -> Iterator[Content]:
    for name, value in headers:
        more = f"… {len(value) - LONGEST:,} characters more" if len(value) > LONGEST else ""
        yield line_content(f"{name}: ", "$json-key") + line_content(value[:LONGEST] + more)
