"""Where the time of an exchange went, and over which connections: as lines. No widgets here."""

from collections.abc import Iterator
from datetime import UTC, datetime

from textual.content import Content

from workbench.model import Connection, Exchange, Hop, Timings
from workbench.stats import duration, size
from workbench.tui.theme import method_color, status_color
from workbench.tui.widgets.safe import content, line_content

from .absent import no_response

BAR_WIDTHS = (8, 60)  # columns, as the room allows
BESIDE_BAR = 24
SOON = 30  # days before a certificate ends in which that is a warning
FAINT = "$muted"
NOTE = "$muted italic"
PHASE_COLORS = {
    "queue": "$faint",
    "dns": "$json-word",
    "connect": "$json-number",
    "tls": "$method-patch",
    "send": "$method-put",
    "wait": "$accent",
    "receive": "$success",
}
DECODE_COLOR = "$json-string"


def timeline_lines(
    exchange: Exchange, width: int = 54, now: datetime | None = None
) -> list[Content]:
    """Return a waterfall over all hops, each with what its connection was.

    Hops share one scale of time, drawn for so many columns. `now` is what certificates are
    held against.
    """
    least, most = BAR_WIDTHS
    bar_width = max(least, min(width - BESIDE_BAR, most))
    total = sum(_seconds(hop.timings) for hop in exchange.hops) or 1.0
    lines: list[Content] = []
    before = 0.0
    for hop in exchange.hops:
        if lines:
            lines.append(Content(""))
        lines.append(
            line_content(f"{hop.status} ", f"{status_color(hop.status)} bold")
            + line_content(hop.method, f"{method_color(hop.method)} bold")
            + line_content(f" {hop.url}")
        )
        lines += _waterfall(hop.timings, before, total, bar_width)
        before += _seconds(hop.timings)
        lines += _facts(hop, now or datetime.now(UTC))
    if exchange.phase == "done":
        if lines:
            lines.append(Content(""))
        lines.append(Content.assemble(("total       ", "bold"), duration(exchange.elapsed)))
    return lines or [content(no_response(exchange), NOTE)]


def _seconds(timings: Timings) -> float:
    return sum(seconds for _, seconds in timings.parts())


def _waterfall(timings: Timings, before: float, total: float, width: int) -> Iterator[Content]:
    for name, seconds in timings.parts():
        length = max(1, round(seconds / total * width))
        start = min(round(before / total * width), width - length)
        bar = " " * start + "━" * length + " " * (width - start - length)
        yield Content.assemble(
            (f"  {name:<9} ", FAINT), (bar, PHASE_COLORS[name]), f" {duration(seconds):>9}"
        )
        before += seconds
    if timings.decode is not None:
        length = min(width, max(1, round(timings.decode / total * width)))
        end = max(length, min(round(before / total * width), width))
        bar = " " * (end - length) + "━" * length + " " * (width - end)
        yield Content.assemble(
            ("  decode    ", FAINT), (bar, DECODE_COLOR), f" {duration(timings.decode):>9}"
        ) + content("  while it was received", NOTE)
    if timings.reused:
        yield content("  kept connection: no DNS, connect or TLS", NOTE)


def _facts(hop: Hop, now: datetime) -> Iterator[Content]:
    timings, connection = hop.timings, hop.connection
    if timings.received_bytes or timings.sent_bytes:
        told = f"{size(timings.sent_bytes)} sent, {size(timings.received_bytes)} received"
        if timings.decoded_bytes:
            told += f", a body of {size(timings.decoded_bytes)}"
            if hop.header("content-encoding"):
                told += f" once decoded from {hop.header('content-encoding')}"
        yield _fact("bytes", told)
    if connection is None:
        yield _fact("protocol", f"{hop.http_version}, within this process: no network")
        return
    yield _fact("protocol", connection.protocol or hop.http_version)
    if connection.address:
        local = f"{connection.local_address} → " if connection.local_address else ""
        yield _fact("addresses", f"{local}{connection.address}")
    if connection.proxy:
        yield _fact("proxy", connection.proxy)
    if connection.tls_version:
        yield _fact("tls", f"{connection.tls_version}  {connection.cipher}".rstrip())
    yield from _certificates(connection, now)


def _certificates(connection: Connection, now: datetime) -> Iterator[Content]:
    if not connection.certificates:
        return
    from workbench.client.certificate import Certificate

    for number, der in enumerate(connection.certificates):
        found = Certificate(der)
        title = "certificate" if number == 0 else "signed by"
        try:
            yield _fact(title, found.subject or "(no subject)")
            if number == 0 and found.names:
                yield _fact("  for", ", ".join(found.names))
            yield _fact("  issuer", found.issuer)
            yield _expiry(found.not_before, found.not_after, now)
        except ValueError:
            yield _fact(title, "cannot be read")
        yield _fact("  sha256", found.fingerprint)


def _expiry(begin: datetime, end: datetime, now: datetime) -> Content:
    days = (end - now).days
    told = f"{end:%Y-%m-%d %H:%M} UTC"
    if now < begin:
        return _fact("  valid", told) + Content.styled(f"  ✗ only from {begin:%Y-%m-%d}", "$error")
    if end < now:
        return _fact("  expired", told) + Content.styled("  ✗ over", "$error bold")
    left = Content.styled(f"  in {days} days", FAINT)
    if days < SOON:
        left = Content.styled(f"  ! in {days} days", "$warning bold")
    return _fact("  expires", told) + left


def _fact(name: str, value: str) -> Content:
    return Content.styled(f"  {name:<12}", FAINT) + line_content(value)
