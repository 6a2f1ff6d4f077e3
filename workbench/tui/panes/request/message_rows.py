"""The messages of a WebSocket as rows of a table: a name, and what is said.

hello     first text hello {{user}}       said as soon as there is a connection
order     json {"item": "tea"}
logo      file logo.png
"""

import base64
import json

from workbench.model import Message, MessageKind, Messages, Row, Rows

FIRST = "first"
KINDS: dict[str, MessageKind] = {"text": "text", "json": "json", "base64": "binary"}
FILE = "file"
WORDS = {
    "text": "a text, with {{names}}",
    "json": "JSON, with {{names}}",
    "base64": "bytes",
    FILE: "the bytes of a file of the collection",
    FIRST: "said as soon as there is a connection, such as: first text hello",
}
"""The words that what is said begins with, and what they mean."""


def message_rows(messages: Messages) -> Rows:
    """Return messages as rows."""
    return tuple(
        Row(each.name, _said(each), each.enabled, description=each.description) for each in messages
    )


def messages_from(rows: Rows) -> Messages:
    """Return the messages that rows say; what begins with no word is a text."""
    return tuple(_message(row) for row in rows)


def message_fault(row: Row) -> str:
    """Return what is wrong with a message, or nothing; templates may yet make it right."""
    message = _message(row)
    if "{{" in message.text or message.file:
        return ""
    try:
        if message.kind == "json":
            json.loads(message.text)
        elif message.kind == "binary":
            base64.b64decode("".join(message.text.split()), validate=True)
    except (ValueError, RecursionError):
        return "this is no JSON" if message.kind == "json" else "this is no base64"
    return ""


def _said(message: Message) -> str:
    first = f"{FIRST} " if message.on_open else ""
    if message.file:
        return f"{first}{FILE} {message.file}"
    word = next(word for word, kind in KINDS.items() if kind == message.kind)
    return f"{first}{word} {message.text}"


def _message(row: Row) -> Message:
    rest = row.value
    is_first = rest == FIRST or rest.startswith(f"{FIRST} ")
    if is_first:
        rest = rest[len(FIRST) + 1 :]
    word, _, content = rest.partition(" ")
    kind: MessageKind = "text"
    text, file = rest, ""
    if word == FILE and content:
        kind, text, file = "binary", "", content
    elif word in KINDS:
        kind, text = KINDS[word], content
    return Message(row.name, text, kind, file, is_first, row.enabled, row.description)
