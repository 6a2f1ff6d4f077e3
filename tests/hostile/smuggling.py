"""Raw responses by which two readers are brought to see two where there is one.

In the manner of the lists of llhttp, h11 and James Kettle's HTTP desync research, by the rules
of RFC 9112. What is refused cannot be taken for another response; what is taken is not kept if
any reader might have stopped elsewhere.
"""

from workbench.client import RemoteProtocolError

from .vectors import BODY, OK, Accepted, Refused, Vector, chunked, not_http, not_valid

CODING = b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"5\r\nhello\r\n0\r\n\r\n"
BAD_LINES = [
    b"http/1.1 200 OK", b"HTTP/1.1  200 OK", b"HTTP/1.1\t200 OK", b"HTTP/1.1 2000 OK",
    b"HTTP/1.1 20 OK", b"HTTP/1.10 200 OK", b"HTTP/1,1 200 OK", b"HTTP/1.2 200 OK",
    b"HTTP/1.1 200 O\0K", b"HTTP/1.1 200 O\rK", b"\r\nHTTP/1.1 200 OK",
    "HTTP/1.1 ٢٠٠ OK".encode(),
]  # fmt: skip
BAD_FIELDS = [
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    b"Transfer-Encoding: chunked, chunked",
    b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding: identity",
    b"Transfer-Encoding: xchunked", b"Transfer-Encoding: \x0bchunked",
    b"Transfer-Encoding: chunked\0", b"Transfer-Encoding:", b'Transfer-Encoding: "chunked"',
    b"Transfer-Encoding: chunked;a=b", b"Transfer-Encoding : chunked",
    b"Transfer-Encoding: chunked\r\nContent-Length: x", b"Content-Length: 5, 6",
    b"Content-Length: 5,",
    b"Content-Length: 0x5", b"Content-Length: 5 5", b"Content-Length: 5_0", b"Content-Length: 5.0",
    b"Content-Length: ", b"Content-Length: " + b"0" * 29 + b"5", b"Content-Length: " + b"9" * 30,
    "Content-Length: ٥".encode(), b"Content-Length: 5\r\n 6", b"Content-Length\0: 5",
    b"Content-Length: 5\r\ncontent-LENGTH: 6", b" A: b", b"A: b\rContent-Length: 5",
    "Ä: b".encode(), b"A(b): c", b"A\x00: b", b"A\tb: c",
]  # fmt: skip
BAD_CHUNKS = [
    b" 5\r\nhello\r\n", b"\r\nhello\r\n", b";a\r\nhello\r\n", b"5_\r\nhello\r\n",
    b"5 5\r\nhello\r\n",
    b"0" * 16 + b"5\r\nhello\r\n", b"5\rhello\r\n", b"5;a\rb\r\nhello\r\n", b"5;a\nhello\r\n",
    b"5;a\0\r\nhello\r\n", b"5\r\nhello\r\n0\n\n", "٥\r\nhello\r\n".encode(),
]  # fmt: skip
BAD_TRAILERS = [b"A: b\0", b"A: b\r\n c", b"A : b", b"A: b\n", b"A: \x01", b"A", b": b"]

SMUGGLING: list[Vector] = [
    *[
        (f"status line {line!r}", line + b"\r\n" + BODY, Refused(RemoteProtocolError, "not"))
        for line in BAD_LINES
        if b"1.2" not in line
    ],
    ("status line of HTTP/1.2", BAD_LINES[7] + b"\r\n" + BODY, Refused(RemoteProtocolError, "1.2")),
    *[
        (
            f"fields {fields[:50]!r}",
            OK + fields + b"\r\n\r\n" + CHUNKS,
            Refused(RemoteProtocolError, not_valid),
        )
        for fields in BAD_FIELDS
    ],
    *[
        (f"chunk {chunk[:20]!r}", chunked + chunk, Refused(RemoteProtocolError, "its size"))
        for chunk in BAD_CHUNKS
    ],
    *[
        (
            f"trailer {trailer!r}",
            chunked + b"5\r\nhello\r\n0\r\n" + trailer + b"\r\n\r\n",
            Refused(RemoteProtocolError, "trailers are malformed"),
        )
        for trailer in BAD_TRAILERS
    ],
    (
        "chunk ended by LF",
        chunked + b"5\r\nhello\n0\r\n",
        Refused(RemoteProtocolError, "should end"),
    ),
    (
        "chunk ended by CR",
        chunked + b"5\r\nhello\r0\r\n",
        Refused(RemoteProtocolError, "should end"),
    ),
    (
        "cut short by CR CR LF",
        OK + b"Content-Length: 5\r\r\nhello",
        Refused(RemoteProtocolError, "middle of the response's head"),
    ),
    (
        "a 103 with a body",
        b"HTTP/1.1 103 Hints\r\nContent-Length: 5\r\n\r\nhello" + OK + BODY,
        Refused(RemoteProtocolError, not_http),
    ),
    (
        "a 103 with a length",
        b"HTTP/1.1 103 Hints\r\nContent-Length: 5\r\n\r\n" + OK + BODY,
        Accepted(b"hello", True),
    ),
    (
        "chunks on HTTP/1.0",
        b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + CODING + b"\r\n" + CHUNKS,
        Accepted(b"hello", False),
    ),
    ("length 5, 5", OK + b"Content-Length: 5, 5\r\n\r\nhello", Accepted(b"hello", False)),
    ("length 005", OK + b"Content-Length: 005\r\n\r\nhello", Accepted(b"hello", True)),
    ("folded length", OK + b"Content-Length:\r\n 5\r\n\r\nhello", Accepted(b"hello", False)),
    (
        "folded coding",
        OK + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + CHUNKS,
        Accepted(b"hello", False),
    ),
    (
        "coding in capitals",
        OK + b"TRANSFER-encoding:\tCHUNKED\t\r\n\r\n" + CHUNKS,
        Accepted(b"hello", True),
    ),
    ("LF within a head", OK + b"A: b\nContent-Length: 5\r\n\r\nhello", Accepted(b"hello", False)),
    ("CRLF and LF end a head", OK + b"Content-Length: 5\r\n\nhello", Accepted(b"hello", False)),
    ("a control in a value", OK + b"A: \x01\r\n" + BODY, Accepted(b"hello", False)),
    ("DEL in a value", OK + b"A: \x7f\r\n" + BODY, Accepted(b"hello", False)),
    ("a control in the reason", b"HTTP/1.1 200 \x1b[2J\r\n" + BODY, Accepted(b"hello", False)),
    ("Latin-1 in a value", OK + b"A: \xff\x80\r\n" + BODY, Accepted(b"hello", True)),
    ("empty values", OK + b"A:\r\nB: \t \r\n" + BODY, Accepted(b"hello", True)),
    (
        "space behind a chunk size",
        chunked + b"5 \t\r\nhello\r\n0\r\n\r\n",
        Accepted(b"hello", True),
    ),
    ("zeros in chunk sizes", chunked + b"005\r\nhello\r\n000\r\n\r\n", Accepted(b"hello", True)),
    (
        "CRLF in a quoted extension",
        chunked + b'5;a="\r\nhello\r\n0\r\n\r\n',
        Accepted(b"hello", True),
    ),
    (
        "a length in the trailers",
        chunked + b"5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n",
        Accepted(b"hello", True),
    ),
    ("bytes behind the chunks", chunked + CHUNKS + b"EVIL", Accepted(b"hello", False)),
    (
        "a 204 with chunks",
        b"HTTP/1.1 204 No\r\n" + CODING + b"\r\n" + CHUNKS,
        Accepted(b"", False, 204),
    ),
    (
        "a 304 with a length",
        b"HTTP/1.1 304 No\r\nContent-Length: 5\r\n\r\n",
        Accepted(b"", True, 304),
    ),
]
