"""What somebody writes in a line, as a message. No widgets here."""

import re
from base64 import b64encode
from collections.abc import Mapping

from workbench.errors import Problem, WorkbenchError
from workbench.model import Message, MessageKind

KINDS: tuple[MessageKind, ...] = ("text", "json", "binary")
HINTS: Mapping[MessageKind, str] = {
    "text": "a text, with {{names}}",
    "json": "JSON, with {{names}}",
    "binary": "bytes in hex, or @ and a file of the collection",
}
_FILL = re.compile(r"[\s:,]+|0x", re.IGNORECASE)


def written(kind: MessageKind, text: str) -> Message:
    """Return the message of a line; raises WorkbenchError if bytes are written in another way."""
    if kind != "binary":
        return Message("", text, kind)
    if text.startswith("@"):
        return Message("", kind="binary", file=text[1:].strip())
    try:
        octets = bytes.fromhex(_FILL.sub("", text))
    except ValueError:
        hint = "such as de ad be ef, or @logo.png"
        raise WorkbenchError(Problem("these are no bytes in hex", hint=hint)) from None
    return Message("", b64encode(octets).decode(), "binary")
