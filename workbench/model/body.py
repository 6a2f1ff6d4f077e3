"""What a request carries. Text and field values may hold `{{names}}`."""

from dataclasses import dataclass
from typing import Literal

from .rows import Rows

TextKind = Literal["json", "text", "xml"]


@dataclass(frozen=True, slots=True)
class NoBody:
    """Nothing is sent after the headers."""


@dataclass(frozen=True, slots=True)
class TextBody:
    """A text, sent as UTF-8 with the content type of its kind."""

    kind: TextKind = "json"
    text: str = ""


@dataclass(frozen=True, slots=True)
class FormBody:
    """Fields, sent as application/x-www-form-urlencoded."""

    fields: Rows = ()


BodySpec = NoBody | TextBody | FormBody
