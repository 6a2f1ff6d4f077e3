"""`[body]` ⇄ BodySpec. Form fields and parts have a table of their own inside it."""

from typing import Any

import msgspec

from workbench.model import (
    BodySpec,
    FileBody,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    TextBody,
)

from .fields import encode_fields, field_values
from .notations import PARTS, ROWS
from .rows import decode_rows, encode_rows
from .typed import Source

BODIES = ("none", "json", "text", "xml", "form", "multipart", "file", "graphql")
_KEYS = frozenset(
    ("text", "fields", "parts", "file", "content_type", "query", "variables", "operation")
)


class _Text(msgspec.Struct):
    text: str = ""


def decode_body(table: dict[str, Any], source: Source) -> tuple[BodySpec, tuple[str, ...]]:
    """Return what a `[body]` table says, and what of it nobody here knows."""
    kind = source.kind(table, "body", _KEYS, "none", BODIES)
    match kind:
        case "none":
            return NoBody(), ()
        case "json" | "text" | "xml":
            return TextBody(kind, source.convert(table, _Text, ("body",)).text), ()
        case "form":
            fields = table.get("fields", {})
            return FormBody(decode_rows(fields, source, ("body", "fields"), ROWS)), ()
        case "multipart":
            parts = table.get("parts", {})
            return MultipartBody(decode_rows(parts, source, ("body", "parts"), PARTS)), ()
        case "file":
            return source.convert(table, FileBody, ("body",)), ()
        case "graphql":
            return source.convert(table, GraphQLBody, ("body",)), ()
        case _:
            return NoBody(), (f'body type "{kind}"',)


def body_name(body: BodySpec) -> str:
    """Return the `type` of a body."""
    match body:
        case NoBody():
            return "none"
        case TextBody(kind):
            return kind
        case FormBody():
            return "form"
        case MultipartBody():
            return "multipart"
        case FileBody():
            return "file"
        case GraphQLBody():
            return "graphql"


def body_values(body: BodySpec) -> dict[str, Any]:
    """Return all that a `[body]` table can say of a body in single values."""
    match body:
        case TextBody(kind, text):
            return {"type": kind, "text": text}
        case FileBody() | GraphQLBody():
            return {"type": body_name(body), **field_values(body)}
        case _:
            return {"type": body_name(body)}


def encode_body(body: BodySpec) -> dict[str, Any]:
    """Return the single values of a body's table; of its fields those that need saying."""
    match body:
        case FileBody() | GraphQLBody():
            return {"type": body_name(body), **encode_fields(body)}
        case _:
            return body_values(body)


def encode_body_rows(body: BodySpec) -> dict[str, Any]:
    """Return the tables inside a body's table by name."""
    match body:
        case FormBody(fields):
            return {"fields": encode_rows(fields, ROWS)}
        case MultipartBody(parts):
            return {"parts": encode_rows(parts, PARTS)}
        case _:
            return {}
