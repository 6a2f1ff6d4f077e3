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


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body: a value, or a file of the collection if `file` is set."""

    name: str
    value: str = ""
    file: str = ""
    filename: str = ""
    content_type: str = ""
    enabled: bool = True
    description: str = ""


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """Parts, sent as multipart/form-data (RFC 7578)."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class FileBody:
    """The content of a file; a relative path starts at the collection's root."""

    file: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class GraphQLBody:
    """A GraphQL document with its variables as JSON, sent as application/json."""

    query: str = ""
    variables: str = ""
    operation: str = ""


BodySpec = NoBody | TextBody | FormBody | MultipartBody | FileBody | GraphQLBody
