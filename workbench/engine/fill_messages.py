"""Fill in the messages that a WebSocket sends as soon as it is open."""

from dataclasses import replace

from workbench.model import Message, Messages

from .filling import Filling


def filled_messages(messages: Messages, filling: Filling) -> Messages:
    """Return the messages that are for the opening, with nothing left to fill in."""
    return tuple(_filled(each, filling) for each in messages if each.on_open and each.enabled)


def _filled(message: Message, filling: Filling) -> Message:
    field = f"messages.{message.name}"
    if message.file:
        return replace(message, file=filling.text(message.file, field))
    fill = filling.json if message.kind == "json" else filling.text
    return replace(message, text=fill(message.text, field))
