"""The record of a WebSocket conversation: a line of JSON for each frame, in both directions.

    {"at":0.051,"from":"server","kind":"text","size":5,"text":"hello"}
    {"at":0.120,"from":"client","kind":"binary","size":3,"base64":"AAEC"}
    {"at":0.900,"from":"server","kind":"close","size":6,"code":1000,"text":"done"}

What comes first is short, so that a row can be drawn from the beginning of a line. A message
that is longer than `PIECE` goes on in lines that begin with `{"more":`.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from workbench.model import Bytes

FrameKind = Literal["text", "binary", "ping", "pong", "close"]

PIECE = 192 * 1024  # characters of a text, or bytes, that one line holds
MORE = b'{"more":'
_BACK = 3 * 512  # how far a border moves at a time; base64 takes three bytes together
_STEP = 1 << 20

_HEAD = re.compile(
    rb'\{"at":(?P<at>\d+\.\d+),"from":"(?P<by>client|server)",'
    rb'"kind":"(?P<kind>text|binary|ping|pong|close)","size":(?P<size>\d+),'
    rb'(?:"code":(?P<code>\d+),)?"(?P<key>text|base64)":"'
)
_MORE = re.compile(rb'\{"more":true,"(?P<key>text|base64)":"')
_STRING = re.compile(rb'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+')
_AT = re.compile(rb'\{"at":(\d+\.\d+),')

CLOSE_CODES = {
    1000: "normal",
    1001: "going away",
    1002: "protocol error",
    1003: "unsupported data",
    1005: "no code",
    1006: "no goodbye",
    1007: "invalid data",
    1008: "policy violation",
    1009: "message too big",
    1010: "extension missing",
    1011: "internal error",
    1012: "service restart",
    1013: "try again later",
    1014: "bad gateway",
    1015: "TLS failed",
    4400: "bad request",
    4401: "unauthorized",
    4403: "forbidden",
    4406: "subprotocol not acceptable",
    4408: "initialisation timeout",
    4409: "subscriber exists",
    4429: "too many requests",
}
"""What codes mean: those of RFC 6455 and its registry, and what GraphQL servers add."""


MayCut = Callable[[str | bytes, int], bool]


@dataclass(frozen=True, slots=True)
class Frame:
    """One message or control frame; `at` is in seconds since the connection was asked for.

    `content` is a text or bytes, of a close frame its reason. `size` is in bytes.
    """

    at: float
    ours: bool
    kind: FrameKind
    content: str | bytes
    size: int
    code: int | None = None


def close_name(code: int) -> str:
    """Return what a close code means, or nothing if nobody says so."""
    return CLOSE_CODES.get(code, "")


def frame_lines(frame: Frame, may_cut: MayCut = lambda _content, _at: True) -> Iterator[bytes]:
    """Yield the lines that keep a frame, one unless it is long.

    `may_cut` tells whether a long content may go on in another line from a place on.
    """
    content = frame.content
    by = "client" if frame.ours else "server"
    code = "" if frame.code is None else f'"code":{frame.code},'
    head = f'"at":{frame.at:.6f},"from":"{by}","kind":"{frame.kind}","size":{frame.size},{code}'
    start = 0
    while not start or start < len(content):
        end = start + PIECE
        while end < len(content) and not may_cut(content, end) and end - start > PIECE // 2:
            end -= _BACK
        yield f"{{{head}{_content(content[start:end])}}}\n".encode()
        head, start = '"more":true,', end


def is_first(line: bytes) -> bool:
    """Tell whether a line begins a frame."""
    return bool(line.strip()) and not line.startswith(MORE)


def time_of(beginning: bytes) -> float | None:
    """Return when the frame came that a line keeps, from the first bytes of that line."""
    found = _AT.match(beginning)
    return float(found[1]) if found else None


def read_frame(line: bytes) -> Frame | None:
    """Return the frame of a line, or of the beginning of one; None if it keeps none."""
    head = _HEAD.match(line)
    if head is None:
        return None
    code = head["code"]
    return Frame(
        float(head["at"]),
        head["by"] == b"client",
        cast(FrameKind, head["kind"].decode()),
        _read_content(line, head),
        int(head["size"]),
        None if code is None else int(code),
    )


def whole_content(source: Bytes, start: int, most: int) -> str | bytes:
    """Return what the frame whose line starts at an offset says, all of it.

    Of more than `most` bytes of the record, the rest is left out.
    """
    parts: list[str | bytes] = []
    for line in _lines(source, start, most):
        found = _MORE.match(line) if parts else _HEAD.match(line)
        if found is None:
            break
        parts.append(_read_content(line, found))
    if all(isinstance(part, str) for part in parts):
        return "".join(cast(list[str], parts))
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)


def _lines(source: Bytes, start: int, most: int) -> Iterator[bytes]:
    at, rest = start, b""
    while at - start < most and (data := source.read(at, min(_STEP, most))):
        at += len(data)
        *lines, rest = (rest + data).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _content(content: str | bytes) -> str:
    if isinstance(content, str):
        text = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace").decode()
        return f'"text":{text}'
    return f'"base64":"{b64encode(content).decode()}"'


def _read_content(line: bytes, head: re.Match[bytes]) -> str | bytes:
    """Return the content behind a head, as far as it is there."""
    found = _STRING.match(line, head.end())
    raw = found[0] if found else b""
    if head["key"] == b"base64":
        digits = re.sub(rb"[^A-Za-z0-9+/=]", b"", raw)
        return b64decode(digits[: len(digits) // 4 * 4])
    text = raw.decode("utf-8", "replace" if line.endswith((b"}\n", b"}")) else "ignore")
    try:
        return cast(str, json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
