"""Raw responses and what a client must make of them. A new advisory is a new row."""

import gzip
import zlib
from dataclasses import dataclass

from workbench.client import DecodingError, RemoteProtocolError

OK = b"HTTP/1.1 200 OK\r\n"
BODY = b"Content-Length: 5\r\n\r\nhello"
PLAIN = bytes(range(48, 123)) * 4
GZIP = gzip.compress(PLAIN)
RAW_DEFLATE = zlib.compress(PLAIN)[2:-4]


@dataclass(frozen=True)
class Accepted:
    """The body must be this; `kept` tells whether the connection may be used again."""

    body: bytes
    kept: bool
    status: int = 200


@dataclass(frozen=True)
class Refused:
    """The request must fail with this error, whose message says so."""

    error: type[Exception]
    says: str


Outcome = Accepted | Refused
Vector = tuple[str, bytes, Outcome]

not_http = "not HTTP"
not_valid = "not valid HTTP"

HEADS: list[Vector] = [
    ("a plain response", OK + BODY, Accepted(b"hello", True)),
    ("no reason phrase", b"HTTP/1.1 200\r\n" + BODY, Accepted(b"hello", True)),
    ("HTTP/1.0 closes", b"HTTP/1.0 200 OK\r\n" + BODY, Accepted(b"hello", False)),
    (
        "HTTP/1.0 with keep-alive stays",
        b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n" + BODY,
        Accepted(b"hello", True),
    ),
    ("Connection: close", OK + b"connection: foo, Close\r\n" + BODY, Accepted(b"hello", False)),
    ("LF only", b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", Accepted(b"hello", False)),
    ("obs-fold", OK + b"A: b\r\n c\r\n" + BODY, Accepted(b"hello", False)),
    ("status 999", b"HTTP/1.1 999 Odd\r\n" + BODY, Accepted(b"hello", False, 999)),
    ("a 100 before it", b"HTTP/1.1 100 Continue\r\n\r\n" + OK + BODY, Accepted(b"hello", True)),
    ("HTTP/2.0 on the line", b"HTTP/2.0 200 OK\r\n" + BODY, Refused(RemoteProtocolError, "2.0")),
    ("HTTP/0.9", b"<html>hello</html>", Refused(RemoteProtocolError, not_http)),
    ("status 99", b"HTTP/1.1 99 No\r\n" + BODY, Refused(RemoteProtocolError, not_valid)),
    ("space before the colon", OK + b"A : b\r\n" + BODY, Refused(RemoteProtocolError, not_valid)),
    ("NUL in a value", OK + b"A: b\0c\r\n" + BODY, Refused(RemoteProtocolError, not_valid)),
    ("bare CR in a value", OK + b"A: b\rc\r\n" + BODY, Refused(RemoteProtocolError, not_valid)),
    ("no colon", OK + b"Nonsense\r\n" + BODY, Refused(RemoteProtocolError, not_valid)),
    ("empty name", OK + b": x\r\n" + BODY, Refused(RemoteProtocolError, not_valid)),
    ("300 kB line", OK + b"A: " + b"x" * 300_000, Refused(RemoteProtocolError, "100 KiB")),
    (
        "300 kB line, complete",
        OK + b"A: " + b"x" * 300_000 + b"\r\n" + BODY,
        Refused(RemoteProtocolError, "100 KiB"),
    ),
    ("9,000 fields", OK + b"A: b\r\n" * 9000 + BODY, Refused(RemoteProtocolError, "1000")),
    (
        "20,000 times 100",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000,
        Refused(RemoteProtocolError, "20 informational"),
    ),
    ("SSH", b"SSH-2.0-OpenSSH_9.2\r\n", Refused(RemoteProtocolError, "speaks SSH")),
    ("a TLS alert", b"\x15\x03\x01\x00\x02\x02\x46", Refused(RemoteProtocolError, "https://")),
    ("SMTP", b"220 mail.example ESMTP\r\n", Refused(RemoteProtocolError, "SMTP")),
    ("nothing", b"", Refused(RemoteProtocolError, "without a response")),
    ("half a head", OK + b"Content-Le", Refused(RemoteProtocolError, "middle of the response's")),
]

chunked = OK + b"Transfer-Encoding: chunked\r\n\r\n"

FRAMING: list[Vector] = [
    ("chunks", chunked + b"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", Accepted(b"hello", True)),
    ("trailers", chunked + b"5\r\nhello\r\n0\r\nA: b\r\n\r\n", Accepted(b"hello", True)),
    ("an extension", chunked + b"5;a=b\r\nhello\r\n0\r\n\r\n", Accepted(b"hello", True)),
    (
        "length and chunks",
        OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        Accepted(b"hello", False),
    ),
    (
        "the same length twice",
        OK + b"Content-Length: 5\r\n" + BODY,
        Accepted(b"hello", False),
    ),
    ("no length", OK + b"\r\nhello", Accepted(b"hello", False)),
    ("surplus bytes", OK + BODY + b"EVIL", Accepted(b"hello", False)),
    ("bytes behind a 204", b"HTTP/1.1 204 No\r\n\r\nEVIL", Accepted(b"", False, 204)),
    (
        "chunk terminator XX",
        chunked + b"5\r\nhelloXX0\r\n\r\n",
        Refused(RemoteProtocolError, "where it should end"),
    ),
    ("negative chunk", chunked + b"-5\r\nhello", Refused(RemoteProtocolError, "its size")),
    ("chunk size with +", chunked + b"+5\r\nhello", Refused(RemoteProtocolError, "its size")),
    ("chunk size 0x5", chunked + b"0x5\r\nhello", Refused(RemoteProtocolError, "its size")),
    ("chunk size with LF", chunked + b"5\nhello", Refused(RemoteProtocolError, "its size")),
    (
        "a huge chunk size",
        chunked + b"F" * 17 + b"\r\nhello",
        Refused(RemoteProtocolError, "its size"),
    ),
    (
        "60 kB extension",
        chunked + b"5;" + b"x" * 60_000 + b"\r\nhello\r\n0\r\n\r\n",
        Refused(RemoteProtocolError, "chunk of the body"),
    ),
    (
        "many extensions",
        chunked + (b"1;" + b"x" * 4000 + b"\r\nh\r\n") * 10 + b"0\r\n\r\n",
        Refused(RemoteProtocolError, "16 KiB of chunk extensions"),
    ),
    (
        "8,000 trailers",
        chunked + b"0\r\n" + b"A: b\r\n" * 8000 + b"\r\n",
        Refused(RemoteProtocolError, "1000 trailers"),
    ),
    (
        "malformed trailer",
        chunked + b"0\r\nno colon\r\n\r\n",
        Refused(RemoteProtocolError, "trailers are malformed"),
    ),
    ("cut in a chunk", chunked + b"5\r\nhel", Refused(RemoteProtocolError, "mid-body")),
    (
        "cut before the last chunk",
        chunked + b"5\r\nhello\r\n",
        Refused(RemoteProtocolError, "last chunk"),
    ),
    (
        "cut in a sized body",
        OK + b"Content-Length: 6\r\n\r\nhello",
        Refused(RemoteProtocolError, "1 bytes before"),
    ),
    (
        "two lengths",
        OK + b"Content-Length: 6\r\n" + BODY,
        Refused(RemoteProtocolError, not_valid),
    ),
    ("length +5", OK + b"Content-Length: +5\r\n\r\n", Refused(RemoteProtocolError, not_valid)),
    ("length -5", OK + b"Content-Length: -5\r\n\r\n", Refused(RemoteProtocolError, not_valid)),
    (
        "unknown transfer coding",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
        Refused(RemoteProtocolError, not_valid),
    ),
]


def coded(coding: bytes, body: bytes) -> bytes:
    """Return a response with an encoded body."""
    return OK + b"Content-Encoding: %b\r\nContent-Length: %d\r\n\r\n%b" % (coding, len(body), body)


CODINGS: list[Vector] = [
    ("gzip", coded(b"gzip", GZIP), Accepted(PLAIN, True)),
    ("x-gzip", coded(b"x-gzip", GZIP), Accepted(PLAIN, True)),
    ("two gzip members", coded(b"gzip", GZIP + GZIP), Accepted(PLAIN * 2, True)),
    ("deflate", coded(b"deflate", zlib.compress(PLAIN)), Accepted(PLAIN, True)),
    ("raw deflate", coded(b"deflate", RAW_DEFLATE), Accepted(PLAIN, True)),
    ("deflate, gzip", coded(b"deflate,gzip", gzip.compress(RAW_DEFLATE)), Accepted(PLAIN, True)),
    ("identity", coded(b"identity", PLAIN), Accepted(PLAIN, True)),
    ("unknown coding", coded(b"zz", PLAIN), Accepted(PLAIN, True)),
    ("announced empty", coded(b"gzip", b""), Accepted(b"", True)),
    ("nine times identity", coded(b", ".join([b"identity"] * 9), PLAIN), Accepted(PLAIN, True)),
    (
        "400 layers",
        coded(b", ".join([b"gzip"] * 400), GZIP),
        Refused(DecodingError, "encoded 400 times"),
    ),
    ("not gzip at all", coded(b"gzip", PLAIN), Refused(DecodingError, "not valid gzip")),
    ("not deflate at all", coded(b"deflate", b"\xff" * 9), Refused(DecodingError, "not valid")),
    (
        "wrong checksum",
        coded(b"gzip", GZIP[:-8] + bytes(8)),
        Refused(DecodingError, "not valid gzip"),
    ),
    ("junk behind gzip", coded(b"gzip", GZIP + b"junk"), Refused(DecodingError, "not valid gzip")),
    (
        "junk behind deflate",
        coded(b"deflate", zlib.compress(PLAIN) + b"junk"),
        Refused(DecodingError, "goes on"),
    ),
    (
        "empty in chunks",
        OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        Refused(DecodingError, "in the middle"),
    ),
    *(
        (
            f"{name} cut at {at}",
            coded(name.split()[-1].encode(), whole[:at]),
            Refused(DecodingError, "in the middle"),
        )
        for name, whole in (
            ("gzip", GZIP),
            ("deflate", zlib.compress(PLAIN)),
            ("raw deflate", RAW_DEFLATE),
        )
        for at in range(1, len(whole), 7)
    ),
]
