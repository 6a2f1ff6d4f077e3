"""Exchanges in words: the status line, headers and timings as lines. No widgets here."""

from collections.abc import Sequence

from textual.content import Content

from workbench.model import Exchange, Hop, Timings
from workbench.stats import duration, size
from workbench.tui.theme import method_color, status_color
from workbench.tui.widgets.safe import content, line_content

BAR_WIDTH = 30
PHASE_COLORS = {
    "queue": "$foreground 40%",
    "dns": "$json-word",
    "connect": "$json-number",
    "tls": "$method-patch",
    "send": "$method-put",
    "wait": "$accent",
    "receive": "$success",
}
SPINNER = "◐◓◑◒"


def status_line(exchange: Exchange, elapsed: float, frame: int) -> Content:
    """Return the one line that tells how an exchange stands; `frame` turns its spinner."""
    hop, spin = exchange.last, SPINNER[frame % len(SPINNER)]
    separator = ("  ", "")
    pieces: list[Content | tuple[str, str]] = []
    if exchange.failure is not None:
        pieces += [(f"✗ {_failed(exchange)}", "$error bold"), separator]
    elif exchange.phase == "sending":
        pieces += [(f"{spin} sending", "$accent bold"), separator]
    elif exchange.phase == "waiting":
        pieces += [(f"{spin} waiting", "$accent bold"), separator]
    if hop is not None:
        glyph = "●" if exchange.phase == "done" else spin
        style = f"{status_color(hop.status)} bold"
        pieces += [line_content(f"{glyph} {hop.status} {hop.reason}".rstrip(), style), separator]
    pieces += [(duration(elapsed), ""), separator]
    if hop is not None:
        got = exchange.body.size if exchange.body is not None else exchange.size
        pieces += [(size(got), ""), separator]
        kept = "kept connection" if hop.timings.reused else "new connection"
        pieces += [line_content(f"{hop.http_version}, {kept}", "$foreground 60%"), separator]
        if len(exchange.hops) > 1:
            pieces += [(f"{len(exchange.hops) - 1} redirected", "$status-3xx"), separator]
    return Content.assemble(*pieces)


def _failed(exchange: Exchange) -> str:
    assert exchange.failure is not None
    if exchange.failure.kind == "cancelled":
        return "cancelled"
    return "incomplete" if exchange.hops else "no response"


def header_lines(exchange: Exchange) -> list[Content]:
    """Return each hop's request and response head as lines."""
    lines: list[Content] = []
    for hop in exchange.hops:
        if lines:
            lines.append(Content(""))
        lines.append(
            line_content(hop.method, f"{method_color(hop.method)} bold")
            + line_content(f" {hop.url}", "bold")
        )
        lines += _fields(hop.request_headers)
        lines.append(Content(""))
        status = f"{hop.http_version} {hop.status} {hop.reason}".rstrip()
        lines.append(line_content(status, f"{status_color(hop.status)} bold"))
        lines += _fields(hop.headers)
    return lines or [content("no response yet", "$foreground 60% italic")]


def _fields(headers: Sequence[tuple[str, str]]) -> list[Content]:
    return [line_content(f"{name}: ", "$json-key") + line_content(value) for name, value in headers]


def timing_lines(exchange: Exchange) -> list[Content]:
    """Return a waterfall of every hop: what took how long, and when."""
    lines: list[Content] = []
    for hop in exchange.hops:
        if lines:
            lines.append(Content(""))
        lines.append(
            line_content(f"{hop.status} ", f"{status_color(hop.status)} bold")
            + line_content(hop.method, f"{method_color(hop.method)} bold")
            + line_content(f" {hop.url}")
        )
        lines += _waterfall(hop.timings)
    if exchange.phase == "done":
        lines += [
            Content(""),
            Content.assemble(("total       ", "bold"), duration(exchange.elapsed)),
        ]
    return lines


def _waterfall(timings: Timings) -> list[Content]:
    parts = timings.parts()
    total = sum(seconds for _, seconds in parts) or 1.0
    lines, before = [], 0.0
    for name, seconds in parts:
        start = round(before / total * BAR_WIDTH)
        length = max(1, round(seconds / total * BAR_WIDTH))
        start = min(start, BAR_WIDTH - length)
        bar = " " * start + "━" * length + " " * (BAR_WIDTH - start - length)
        lines.append(
            Content.assemble(
                (f"  {name:<9} ", "$foreground 70%"),
                (bar, PHASE_COLORS[name]),
                f" {duration(seconds):>9}",
            )
        )
        before += seconds
    if timings.reused:
        lines.append(content("  kept connection: no DNS, connect or TLS", "$foreground 60% italic"))
    return lines


def problem_lines(exchange: Exchange) -> list[Content]:
    """Return what went wrong, and what may help."""
    if exchange.failure is None:
        return []
    problem = exchange.failure.problem
    lines = [content(f"✗ {problem.what}", "$error bold")]
    if problem.where:
        lines.append(content(f"  at {problem.where}"))
    if problem.hint:
        lines.append(content(f"  hint: {problem.hint}", "$foreground 70%"))
    return lines


def hop_type(hop: Hop) -> str:
    """Return the content type a response claims."""
    return hop.header("content-type")
