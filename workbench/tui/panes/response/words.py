"""Exchanges in words: the status line, and what went wrong. No widgets here."""

from textual.content import Content

from workbench.bodies.frames import close_name
from workbench.model import Exchange
from workbench.stats import duration, size
from workbench.store.spool import Spool
from workbench.tui.marks import SPINNER
from workbench.tui.theme import status_color
from workbench.tui.widgets.safe import content, line_content

from .verdicts import failure_words

NO_CODE = 1005
WELL = frozenset((1000, 1001, NO_CODE))  # codes of an end as it should be


def status_line(
    exchange: Exchange, elapsed: float, frame: int, *, revealed: bool = False, remark: str = ""
) -> Content:
    """Return the one line that tells how an exchange stands; `frame` turns its spinner.

    `revealed` warns that secrets are on the screen; `remark` is what its viewer says of the body.
    """
    hop, spin = exchange.last, SPINNER[frame % len(SPINNER)]
    separator = ("  ", "")
    pieces: list[Content | tuple[str, str]] = []
    if revealed:
        pieces += [(" ! secrets are shown ", "$background on $warning bold"), separator]
    if (talk := talk_words(exchange, spin)) is not None:
        pieces += [talk, separator]
    if exchange.failure is not None:
        pieces += [(f"✗ {_failed(exchange)}", "$error bold"), separator]
    elif talk is not None:
        pass
    elif exchange.phase == "sending":
        pieces += [(f"{spin} sending", "$accent bold"), separator]
    elif exchange.phase == "waiting":
        pieces += [(f"{spin} waiting", "$accent bold"), separator]
    if hop is not None and exchange.talk is None:
        glyph = "●" if exchange.phase == "done" else spin
        style = f"{status_color(hop.status)} bold"
        pieces += [line_content(f"{glyph} {hop.status} {hop.reason}".rstrip(), style), separator]
    if exchange.wrong:
        pieces += [(f"✗ {failure_words(exchange)}", "$error bold"), separator]
    elif exchange.verdicts:
        pieces += [(f"✓ {len(exchange.verdicts)}", "$success"), separator]
    pieces += [(duration(elapsed), ""), separator]
    if hop is not None:
        got = exchange.body.size if exchange.body is not None else exchange.size
        on_disk = isinstance(exchange.body, Spool) and exchange.body.on_disk
        pieces += [(f"{size(got)} in a file" if on_disk else size(got), ""), separator]
        if remark:
            pieces += [(remark, "$accent"), separator]
        again = sum(earlier.status == 200 for earlier in exchange.hops[:-1])
        if redirected := len(exchange.hops) - 1 - again:
            pieces += [(f"{redirected} redirected", "$status-3xx"), separator]
        if again:
            pieces += [(f"{again} connected again", "$accent"), separator]
        kept = "kept connection" if hop.timings.reused else "new connection"
        pieces += [line_content(f"{hop.http_version}, {kept}", "$muted"), separator]
    return Content.assemble(*pieces)


def talk_words(exchange: Exchange, spin: str) -> Content | None:
    """Return how a WebSocket stands, None if the exchange is about none."""
    talk = exchange.talk
    if talk is None:
        is_coming = exchange.phase != "done" and exchange.url.startswith(("ws://", "wss://"))
        return content(f"{spin} connecting", "$accent bold") if is_coming else None
    if talk.state == "open":
        return content("◉ open", "$success bold")
    if talk.state == "closing":
        return content(f"{spin} closing", "$accent bold")
    code = talk.code or NO_CODE
    words = f"■ closed {code} {close_name(code)}".rstrip()
    words += f": {talk.reason}" if talk.reason else ""
    return line_content(words, "bold" if code in WELL else "$warning bold")


def _failed(exchange: Exchange) -> str:
    assert exchange.failure is not None
    if exchange.failure.kind == "cancelled":
        return "cancelled"
    if not exchange.hops:
        return "no response"
    asked_to_talk = exchange.url.startswith(("ws://", "wss://")) and exchange.talk is None
    return "no WebSocket" if asked_to_talk else "incomplete"


def problem_lines(exchange: Exchange, doubt: str = "") -> list[Content]:
    """Return what went wrong, and what may help; `doubt` is what is odd about the body."""
    if doubt and exchange.failure is None:
        return [content(f"! {doubt}", "$warning")]
    if exchange.failure is None or exchange.failure.kind == "cancelled":
        return []  # the status line says it
    problem = exchange.failure.problem
    lines = [content(f"✗ {problem.what}", "$error bold")]
    if problem.where:
        lines.append(content(f"  at {problem.where}"))
    if problem.hint:
        lines.append(content(f"  hint: {problem.hint}", "$muted"))
    return lines
