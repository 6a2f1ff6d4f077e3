"""NAME.baseline.toml ⇄ StoredResponse: a stored response that a person can read and review.

    status = 200

    [headers]
    Content-Type = "application/json"

    [body]
    type = "json"                    # or text, or bytes with sha256 and size
    text = '''
    {
      "id": 7
    }'''

JSON is written with its members in the order in which they came, one to a line, so that a
change of one value is a change of one line.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from workbench.model import (
    StoredBody,
    StoredBytes,
    StoredJson,
    StoredResponse,
    StoredText,
)

from .toml import parse
from .typed import Path, Source
from .write import document

# What JSON may hold as it is, and a file or an editor may not.
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
KINDS = ("json", "text", "bytes")


class _Body(msgspec.Struct):
    type: str = "text"
    text: str = ""
    sha256: str = ""
    size: int = 0


class _Stored(msgspec.Struct):
    status: int
    headers: dict[str, str | list[str]] = {}
    body: dict[str, Any] = {}


def decode_stored_response(text: str, where: str) -> StoredResponse:
    """Return the response that a file's text holds."""
    source = Source(text, where)
    read = source.convert(parse(text, where), _Stored)
    headers = tuple(
        (name, value)
        for name, values in read.headers.items()
        for value in ([values] if isinstance(values, str) else values)
    )
    return StoredResponse(read.status, headers, _body(read.body, source))


def encode_stored_response(stored: StoredResponse) -> str:
    """Return the text of a file, always the same for the same response."""
    headers: dict[str, Any] = {}
    for name, value in stored.headers:
        headers.setdefault(name, []).append(value)
    sections: dict[Path, Any] = {
        ("headers",): {name: v[0] if len(v) == 1 else v for name, v in headers.items()},
        ("body",): _encoded(stored.body),
    }
    return document({"status": stored.status}, sections)


def _body(table: Mapping[str, Any], source: Source) -> StoredBody:
    read = source.convert(dict(table), _Body, ("body",))
    source.choice(read.type, KINDS, ("body", "type"), "type of a stored body")
    if read.type == "text":
        return StoredText(read.text)
    if read.type == "bytes":
        return StoredBytes(read.sha256, read.size)
    try:
        return StoredJson(json.loads(read.text))
    except (ValueError, RecursionError) as error:
        what, hint = f"the stored body is not JSON: {error}", "store the response again"
        raise source.error(("body", "text"), what, hint) from None


def _encoded(body: StoredBody) -> dict[str, Any]:
    match body:
        case StoredJson(value):
            written = json.dumps(value, indent=2, ensure_ascii=False)
            return {"type": "json", "text": _UNSEEN.sub(_escape, written)}
        case StoredText(text):
            return {"type": "text", "text": text}
        case StoredBytes(sha256, size):
            return {"type": "bytes", "sha256": sha256, "size": size}


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
