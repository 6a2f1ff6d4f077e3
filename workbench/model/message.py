"""A message that a WebSocket request keeps, to be sent once it is connected."""

from dataclasses import dataclass
from typing import Literal

MessageKind = Literal["text", "json", "binary"]


@dataclass(frozen=True, slots=True)
class Message:
    """One saved message; its text may hold `{{names}}`.

    The text of a `binary` one is base64. With `file` the content is that of a file of the
    collection. One that is for `on_open` is sent as soon as there is a connection.
    """

    name: str
    text: str = ""
    kind: MessageKind = "text"
    file: str = ""
    on_open: bool = False
    enabled: bool = True
    description: str = ""


Messages = tuple[Message, ...]
