"""The messages of an exchange in the form of HTTP/1.1, as lines. No widgets here."""

import re
from collections.abc import Iterator

from textual.content import Content

from workbench.bodies.safe import safe_text
from workbench.bodies.sniff import HEAD, reads_as_text
from workbench.model import Exchange, HeaderList, Hop
from workbench.stats import size
from workbench.tui.widgets.safe import content, line_content

from .absent import no_response

MOST_BODY = 16 * 1024  # bytes of a body that are shown here; the Body tab has the rest
MOST_LINES = 500  # of a body
SENT, RECEIVED = "$accent", "$success"
NOTE = "$muted italic"


def raw_lines(exchange: Exchange, body: bytes | None = None) -> list[Content]:
    """Return what was written and read, a mark before each line telling which.

    `body` is the beginning of the response's body as it may be shown, None if there is none.
    """
    lines: list[Content] = []
    for number, hop in enumerate(exchange.hops):
        if lines:
            lines.append(Content(""))
        lines += _sent(hop)
        for status, headers in hop.interim:
            lines += _head(f"{hop.http_version} {status}", headers)
        lines += _head(f"{hop.http_version} {hop.status} {hop.reason}".rstrip(), hop.headers)
        if number == len(exchange.hops) - 1 and body is not None and exchange.body is not None:
            lines += _body(body, exchange.body.size, "<", RECEIVED)
        lines += [_marked("<", RECEIVED, f"{name}: {value}") for name, value in hop.trailers]
    return lines or [content(no_response(exchange), NOTE)]


def _sent(hop: Hop) -> Iterator[Content]:
    yield _marked(">", SENT, f"{hop.method} {_target(hop.url)} {hop.http_version}")
    for name, value in hop.request_headers:
        yield _marked(">", SENT, f"{name}: {value}")
    yield _marked(">", SENT, "")
    if hop.request_body is None:
        yield content("  a body from a file or a stream, which is not recorded", NOTE)
    elif hop.request_body:
        yield from _body(hop.request_body, len(hop.request_body), ">", SENT)


def _target(url: str) -> str:
    """Return what of a URL stands in the first line; a masked one may be no valid URL."""
    beyond_host = re.search(r"[/?]", rest := url.partition("://")[2].partition("#")[0])
    target = rest[beyond_host.start() :] if beyond_host else ""
    return target if target.startswith("/") else f"/{target}"


def _head(first: str, headers: HeaderList) -> Iterator[Content]:
    yield _marked("<", RECEIVED, first)
    for name, value in headers:
        yield _marked("<", RECEIVED, f"{name}: {value}")
    yield _marked("<", RECEIVED, "")


def _body(data: bytes, length: int, mark: str, color: str) -> Iterator[Content]:
    beginning = data[:MOST_BODY]
    if not reads_as_text(beginning[:HEAD], declared=True):
        yield content(f"  {size(length)} that are no text", NOTE)
        return
    lines = safe_text(beginning.decode("utf-8", "replace")).split("\n")
    for line in lines[:MOST_LINES]:
        yield _marked(mark, color, line)
    if length > MOST_BODY or len(lines) > MOST_LINES:
        yield content(f"  the beginning of {size(length)}", NOTE)


def _marked(mark: str, color: str, text: str) -> Content:
    return Content.styled(f"{mark} ", f"{color} bold") + line_content(text)
