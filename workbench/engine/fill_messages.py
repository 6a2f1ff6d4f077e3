"""Fill in the messages that a WebSocket sends as soon as it is open."""

import json
from dataclasses import replace

from workbench.model import Message, Messages

from .filling import Filling


def filled_messages(messages: Messages, filling: Filling) -> Messages:
    """Return the messages that are for the opening, with nothing left to fill in."""
    return tuple(_filled(each, filling) for each in messages if each.on_open and each.enabled)


def _filled(message: Message, filling: Filling) -> Message:
    field = f"messages.{message.name}" if message.name else "message"
    if message.file:
        return replace(message, file=filling.text(message.file, field))
    if message.kind != "json":
        return replace(message, text=filling.text(message.text, field))
    text = filling.json(message.text, field)
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        if not filling.resolver.needs:  # a preview may leave templates where they are
            filling.report(field, f"the message is not JSON: {error}".lower())
    return replace(message, text=text.strip())
