"""A WebSocket conversation as a list: time, direction, kind and content of each frame."""

from workbench.bodies.events_index import EventsIndex, time_piece
from workbench.bodies.frames import Frame, close_name, is_first, read_frame, time_of
from workbench.bodies.index import Line, Piece, RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.safe import safe_line
from workbench.model import FRAMES, Bytes

from .ndjson import LINE_END, record_line

_MOST_TEXT = 4096  # characters of a message that a row shows
_MOST_LINE = 16 * 1024  # bytes of a line that are looked at for it
_MOST_OCTETS = 48  # bytes of a binary message that a row shows
_HEAD = 64  # bytes that have a frame's time in them

GLYPHS = {"text": "T", "binary": "B", "ping": "?", "pong": "!", "close": "×"}
_WORD = max(map(len, GLYPHS))


class FramesIndex(EventsIndex):
    """One row for each frame, with the times that the record tells."""

    def __init__(self, source: Bytes) -> None:
        super().__init__(source, LINE_END, is_first, frame_line)
        self._bytes = source

    def gap(self, before: int | None, start: int) -> Line:
        """Return the time of a frame, and the gap to the one before."""
        now = time_of(self._bytes.read(start, _HEAD))
        if now is None:
            return ()
        last = None if before is None else time_of(self._bytes.read(before, _HEAD))
        return (time_piece(now, now if last is None else last),)


def frame_line(raw: bytes) -> Line:
    """Return the row of a frame: who sent it, what it is, and how its content begins."""
    frame = read_frame(raw[:_MOST_LINE])
    if frame is None:
        return record_line(raw)
    word = f"{GLYPHS[frame.kind]} {frame.kind:<{_WORD}}  "
    side: Piece = ("number", f"→ {word}") if frame.ours else ("key", f"← {word}")
    return (side, *_content(frame))


def _content(frame: Frame) -> list[Piece]:
    if frame.code is not None:
        reason = f" {frame.content}" if isinstance(frame.content, str) and frame.content else ""
        named = f"{frame.code} {close_name(frame.code)}".rstrip()
        return [("number", named), ("text", safe_line(reason))]
    pieces: list[Piece]
    if isinstance(frame.content, str):
        text = frame.content[:_MOST_TEXT]
        raw = text.encode("utf-8", "replace")
        is_json = text.startswith(("{", "["))
        pieces = list(record_line(raw)) if is_json else [("text", safe_line(text))]
        left = frame.size - len(raw)
    else:
        octets = frame.content[:_MOST_OCTETS]
        pieces = [("hex", octets.hex(" "))]
        left = frame.size - len(octets)
    if left > 0:
        pieces.append(("more", f" … {left:,} bytes more"))
    return pieces


def _frames(source: Bytes, _content_type: str) -> RowIndex:
    return FramesIndex(source)


def _claim(content_type: str, head: bytes) -> Claim:
    return Claim.OWN if content_type == FRAMES or read_frame(head) is not None else Claim.NONE


KIND = Kind("WebSocket", (View("frames", _frames), RAW, HEX), _claim)
