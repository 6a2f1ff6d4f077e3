"""The lines of HTTP/1.1 heads: those of a request are checked, those of a response read.

What comes again is looked at once: a client's requests mostly have the fields of the one
before, and most lines of a response were in the last.
"""

import re
from functools import lru_cache

from .errors import LocalProtocolError
from .headers import RawHeaders

TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]++"  # possessive, so matching stays linear
TEXT = rb"[^\x00-\x08\x0a-\x1f\x7f]*+"
STATUS = re.compile(rb"HTTP/(1\.[01]) ([1-5][0-9][0-9])(?: (" + TEXT + rb"))?")
FIELD = re.compile(rb"(" + TOKEN + rb"):(" + TEXT + rb")")

METHOD = re.compile(TOKEN)
TARGET = re.compile(rb"[\x21-\x7e]+")
NAME = re.compile(TOKEN)
VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*+")
SENT_BLOCK = re.compile(rb"(?:" + TOKEN + rb": [\t\x20-\x7e\x80-\xff]*+\r\n)*+")

FRAMING = frozenset({b"content-length", b"transfer-encoding", b"connection"})
MAX_KNOWN = 256
MAX_KNOWN_SIZE = 512


# ---- sending ----------------------------------------------------------------------------


@lru_cache(256)
def request_line(method: str, target: bytes) -> bytes:
    """Return the first line of a request, or raise LocalProtocolError."""
    verb = method.encode("utf-8", "surrogateescape")
    if not METHOD.fullmatch(verb):
        raise LocalProtocolError(
            f"the method {method!r} is not a single word of letters and digits"
        )
    if not TARGET.fullmatch(target):
        raise LocalProtocolError("the URL has a character that cannot be sent")
    return b"%b %b HTTP/1.1\r\n" % (verb, target)


def encode_fields(headers: RawHeaders) -> bytes:
    """Return fields as lines, or raise LocalProtocolError naming what is not allowed."""
    block = b"".join([b"%b: %b\r\n" % item for item in headers])
    # Of as many lines as fields, so that no value brought a whole field along.
    if not SENT_BLOCK.fullmatch(block) or block.count(b"\n") != len(headers):
        raise LocalProtocolError(refused_field(headers))
    return block


def refused_field(headers: RawHeaders) -> str:
    """Say which field of a request HTTP does not allow."""
    for name, value in headers:
        shown = name.decode("ascii", "backslashreplace")
        if not NAME.fullmatch(name):
            return f"the header name {shown!r} has a character that cannot be sent"
        if not VALUE.fullmatch(value):
            return f"the value of the header {shown!r} has a line break or control character"
    return "a header name and its value do not fit together"


def encode_head(method: str, target: bytes, headers: RawHeaders) -> bytes:
    """Return the head of a request, or raise LocalProtocolError naming what is not allowed."""
    return b"%b%b\r\n" % (request_line(method, target), encode_fields(headers))


class SentFields:
    """The fields of a request as lines, and what they say about its body.

    `chunked` tells whether the body goes in chunks, `length` is the declared one, and
    `waits` whether to ask for leave to send it (RFC 9110, section 10.1.1).
    """

    __slots__ = ("chunked", "encoded", "length", "raw", "waits")

    def __init__(self, raw: RawHeaders) -> None:
        self.raw = raw
        self.encoded = encode_fields(raw)
        self.chunked = self.waits = False
        self.length: int | None = None
        for name, value in raw:
            lower = name.lower()
            if lower == b"content-length":
                if self.length is not None or not value.isdigit():
                    raise LocalProtocolError("the request needs one Content-Length, a number")
                self.length = int(value)
            elif lower == b"transfer-encoding":
                if value.strip().lower() != b"chunked":
                    raise LocalProtocolError(
                        "the only Transfer-Encoding that can be sent is chunked"
                    )
                self.chunked = True
            elif lower == b"expect":
                self.waits = self.waits or value.strip().lower() == b"100-continue"
        if self.chunked and self.length is not None:
            raise LocalProtocolError("a request has Content-Length or Transfer-Encoding, not both")


class LastFields:
    """The fields of a client's last request, for the next if it has the same."""

    def __init__(self) -> None:
        self._last = SentFields([])

    def of(self, raw: RawHeaders) -> SentFields:
        """Return fields as lines, or raise LocalProtocolError."""
        last = self._last
        if last.raw != raw:
            last = self._last = SentFields(raw.copy())  # whose list may be changed later
        return last


# ---- receiving --------------------------------------------------------------------------


@lru_cache(16)
def read_status(line: bytes) -> tuple[bytes, int, bytes] | None:
    """Return the version, status and reason of a first line, or None if it is in doubt."""
    match = STATUS.fullmatch(line)
    return None if match is None else (match[1], int(match[2]), match[3] or b"")


@lru_cache(64)
def connection_options(value: bytes) -> frozenset[bytes]:
    """Return the options in a Connection field."""
    return frozenset(option.strip() for option in value.lower().split(b","))


class FieldReader:
    """Reads the fields in the heads of responses; lines it has seen are known to it."""

    def __init__(self) -> None:
        # The field that a line is, and its name in lower case if it has a say about the body.
        self._known: dict[bytes, tuple[tuple[bytes, bytes], bytes]] = {}

    def read(self, lines: list[bytes]) -> tuple[RawHeaders, RawHeaders] | None:
        """Return the fields that some lines are, or None if one of them is in doubt.

        Those that have a say about the body come a second time, with names in lower case.
        """
        fields: RawHeaders = []
        framing: RawHeaders = []
        for line in lines:
            read = self._known.get(line) or self._read(line)
            if read is None:
                return None
            field, lower = read
            fields.append(field)
            if lower:
                framing.append((lower, field[1]))
        return fields, framing

    def knows(self, lines: list[bytes]) -> bool:
        """Tell whether all of some lines are kept here: none of them is a secret or long."""
        return self._known.keys() >= set(lines)

    def _read(self, line: bytes) -> tuple[tuple[bytes, bytes], bytes] | None:
        match = FIELD.fullmatch(line)
        if match is None:
            return None
        name, value = match.groups()
        lower = name.lower()
        read = (name, value.strip(b" \t")), lower if lower in FRAMING else b""
        if len(line) <= MAX_KNOWN_SIZE and lower != b"set-cookie":  # that is a secret
            if len(self._known) == MAX_KNOWN:
                self._known.clear()
            self._known[line] = read
        return read
