"""Endpoints that show kinds of responses: echoes, statuses, redirects, sizes, odd bytes."""

import gzip
import http
import json
from collections.abc import AsyncIterator

from .wire import HeaderPairs, Incoming, Refusal, Reply, json_reply

MOST_JSON = 2 * 1024**3
MOST_BYTES = 64 * 1024**2
MOST_REDIRECTS = 50
CHUNK = 64 * 1024

SEPARATOR = b",\n    "
# Items of the JSON document; each has two places for its number.
ITEMS = tuple(
    (
        f'{{"id": %d, "name": "item %d", "price": {n % 97}.{n % 90 + 10}, '
        f'"tags": ["small", "round"], "active": {"true" if n % 3 else "false"}}}'
    ).encode()
    for n in range(512)
)
ALL_ITEMS = SEPARATOR.join(ITEMS)

# Every byte of this would act on a terminal that shows it as it is: set the title, fill the
# clipboard, ask for reports, change colours, clear the screen, ring, reverse the reading order.
ESCAPES = (
    "window title: \x1b]0;set by a response\x07\n"
    "clipboard: \x1b]52;c;cm0gLXJmIH4=\x07\n"
    "report: \x1b[6n\x1b[c\x1b[>0q\n"
    "colour: \x1b[31;1mred\x1b[0m and \x9b32mgreen\x9b0m\n"
    "screen: \x1b[2J\x1b[H\x1bc\n"
    "hyperlink: \x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\\n"
    "bell, backspace, delete, nul: \x07 \x08 \x7f \x00\n"
    "reading order: \u202efdp.exe\u202c, zero width: pass\u200bword\n"
    "markup: [red]red[/red] [@click=app.quit()]click[/] [/] [link=file:///etc/passwd]file[/]\n"
    "templates: {{base_url}} ${jndi:ldap://example.org}\n"
)


async def headers(request: Incoming) -> Reply:
    """The request's headers as they arrived."""
    return json_reply({"headers": _joined(request.headers)})


async def echo(request: Incoming) -> Reply:
    """The whole request: method, URL, query, headers and body."""
    document: dict[str, object] = {
        "method": request.method,
        "url": request.url,
        "query": [list(pair) for pair in request.query],
        "headers": _joined(request.headers),
        "body": request.body.decode(errors="replace"),
    }
    if "json" in request.header("content-type"):
        document["json"] = request.document()
    return json_reply(document)


async def redirect(request: Incoming) -> Reply:
    """A chain of `n` redirects that ends at /headers."""
    text = request.path["n"]
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= MOST_REDIRECTS):
        raise Refusal(400, f'redirects must be a number up to {MOST_REDIRECTS}, not "{text}"')
    left = int(text)
    return Reply(302, (("location", f"/redirect/{left - 1}" if left > 1 else "/headers"),))


async def status(request: Incoming) -> Reply:
    """A response with the status asked for, 200 to 599."""
    text = request.path["code"]
    if not (text.isascii() and text.isdigit() and len(text) == 3 and 200 <= int(text) <= 599):
        raise Refusal(400, f'a status is a number from 200 to 599, not "{text}"')
    code = int(text)
    if code in (204, 205, 304):
        return Reply(code)
    known = code in {status.value for status in http.HTTPStatus}
    return json_reply(
        {"status": code, "means": http.HTTPStatus(code).phrase if known else ""}, code
    )


async def big_json(request: Incoming) -> Reply:
    """A JSON document of exactly so many `bytes` (at most 2 GiB), made while it is sent."""
    size = int(request.number("bytes", 1024**2, 256, MOST_JSON))
    return Reply(200, (("content-type", "application/json"),), _items(size), length=size)


async def some_bytes(request: Incoming) -> Reply:
    """`n` bytes of binary: every value from 0 to 255, over and over."""
    size = int(request.number("n", 1024, 0, MOST_BYTES))
    kind = (("content-type", "application/octet-stream"),)
    return Reply(200, kind, _counting(size), length=size)


async def escapes(_request: Incoming) -> Reply:
    """Terminal escape sequences and markup, in the body and in header values."""
    return Reply(
        200,
        (
            ("content-type", "text/plain; charset=utf-8"),
            ("x-title", "\x1b]0;set by a header\x07"),
            ("x-colour", "\x1b[31mred\x1b[0m \x9b32mgreen"),
            ("x-markup", "[@click=app.quit()]click[/] [/]"),
        ),
        ESCAPES.encode(),
    )


async def compressed(_request: Incoming) -> Reply:
    """A JSON document sent with gzip."""
    items = [{"number": number, "text": "squeezed on the way " * 4} for number in range(200)]
    body = gzip.compress(json.dumps({"items": items}, indent=2).encode(), mtime=0)
    kind: HeaderPairs = (("content-type", "application/json"), ("content-encoding", "gzip"))
    return Reply(200, kind, body)


async def _items(size: int) -> AsyncIterator[bytes]:
    end = b"\n  ]\n}\n"
    left = size - len(end)
    first, joint = 1, b'{\n  "items": [\n    '
    while len(block := joint + _numbered(ALL_ITEMS, first, len(ITEMS))) <= left:
        yield block
        left -= len(block)
        first, joint = first + len(ITEMS), SEPARATOR
    last = []
    for item in ITEMS:
        block = joint + _numbered(item, first, 1)
        if len(block) > left:
            break
        last.append(block)
        left -= len(block)
        first, joint = first + 1, SEPARATOR
    # White space after the document makes the length exact, so that it can be announced.
    yield b"".join([*last, end, b" " * left])


def _numbered(items: bytes, first: int, count: int) -> bytes:
    """Return items with their numbers: in one go, so that the demo is not the slow part."""
    return items % tuple(number for number in range(first, first + count) for _ in range(2))


async def _counting(size: int) -> AsyncIterator[bytes]:
    block = bytes(range(256)) * (CHUNK // 256)
    for start in range(0, size, CHUNK):
        yield block[: min(CHUNK, size - start)]


def _joined(headers: HeaderPairs) -> dict[str, str]:
    """Return headers as an object; repeated ones are joined as HTTP allows."""
    found: dict[str, str] = {}
    for name, value in headers:
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found
