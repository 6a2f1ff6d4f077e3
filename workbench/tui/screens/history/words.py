"""Entries of the history as lines. No widgets here."""

from datetime import datetime

from textual.content import Content

from workbench.stats import duration, size
from workbench.store.history import Entry
from workbench.tui.protocols import WEBSOCKET, opens_websocket
from workbench.tui.theme import method_color, status_color
from workbench.tui.widgets.safe import line_content

WHEN, METHOD, STATUS, TIME, SIZE, ENVIRONMENT = 12, 7, 11, 9, 9, 10  # columns
NARROW = 90  # columns below which size and environment are left out
FAINT = "$muted"


def row(entry: Entry, width: int, now: datetime, *, marked: bool) -> Content:
    """Return one entry as a line of so many columns."""
    mark = Content.styled("◆ ", "$accent bold") if marked else Content("  ")
    tail = [line_content(duration(entry.elapsed).rjust(TIME))]
    if width >= NARROW:
        tail.append(line_content(size(entry.size).rjust(SIZE), FAINT))
        name = line_content(entry.environment, FAINT).truncate(ENVIRONMENT, ellipsis=True)
        tail.append(Content("  ") + _padded(name, ENVIRONMENT))
    method = WEBSOCKET if opens_websocket(entry.url) else entry.method
    head = (
        mark
        + line_content(moment(entry.started, now).ljust(WHEN + 1), FAINT)
        + _padded(status(entry), STATUS)
        + _padded(line_content(method, f"{method_color(method)} bold"), METHOD)
    )
    end = Content("").join(tail)
    room = max(0, width - head.cell_length - end.cell_length)
    return (head + _padded(subject(entry, room), room) + end).truncate(width, ellipsis=True)


def subject(entry: Entry, room: int) -> Content:
    """Return what was asked: its name, then where it went; of a long URL from the path on."""
    name = line_content(entry.name, "bold") + Content("  ") if entry.name else Content("")
    style = FAINT if entry.name else ""
    whole = name + line_content(entry.url, style)
    _, slash, path = entry.url.partition("://")[2].partition("/")
    if whole.cell_length < room or not path:
        return whole
    return name + line_content(f"…{slash}{path}", style)


def status(entry: Entry) -> Content:
    """Return how it ended, by glyph and word as well as by colour."""
    if entry.failure:
        return line_content(f"✗ {entry.failure}", "$error bold")
    code = line_content(f"● {entry.status or '–'}", f"{status_color(entry.status)} bold")
    if entry.failed:
        return code + Content.styled(f" ✗{entry.failed}", "$error bold")
    return code + Content.styled(" ✓", "$success") if entry.passed else code


def moment(started: float, now: datetime) -> str:
    """Return when it was, in local time: of today the second, else the day and the minute."""
    try:
        local = datetime.fromtimestamp(started).astimezone()
    except (ValueError, OverflowError, OSError):
        return "some time"
    if local.date() == now.date():
        return f"{local:%H:%M:%S}"
    if local.year == now.year:
        return f"{local:%d %b %H:%M}"
    return f"{local:%Y-%m-%d}"


def _padded(text: Content, width: int) -> Content:
    """Return a text in exactly so many columns, cut one short of the next."""
    return text.truncate(max(0, width - 1), ellipsis=True).pad_right(
        max(0, width - min(text.cell_length, max(0, width - 1)))
    )
