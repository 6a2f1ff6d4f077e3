"""Fill in a request's body, and say what it is."""

import json
import mimetypes
import re
from urllib.parse import urlencode

from workbench.model import (
    BodySpec,
    FileBody,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    TextBody,
    json_of,
)

from .filling import Filling

JSON = "application/json"
CONTENT_TYPES = {"json": JSON, "text": "text/plain; charset=utf-8", "xml": "application/xml"}
FORM = "application/x-www-form-urlencoded"
# Blanks, commas and comments may come before it.
_SUBSCRIPTION = re.compile(r"(?:[\s,\ufeff]|#[^\n]*(?:\n|$))*subscription\b")
UNKNOWN = "application/octet-stream"


def filled_body(body: BodySpec, filling: Filling) -> bytes | FileBody | MultipartBody:
    """Return the bytes to send, or the files to open when it is sent."""
    match body:
        case NoBody():
            return b""
        case TextBody("json", text):
            return filling.json(text, "body").encode(errors="replace")
        case TextBody(_, text):
            return filling.text(text, "body").encode(errors="replace")
        case FormBody(fields):
            return urlencode(filling.pairs(fields, "body.fields")).encode()
        case FileBody(file, kind):
            if not file:
                filling.report("body.file", "the body is a file, and none is named")
            return FileBody(
                filling.text(file, "body.file"), filling.text(kind, "body.content_type")
            )
        case MultipartBody(parts):
            active = (part for part in parts if part.enabled and part.name)
            filled = (filling.texts(part, f"body.parts.{part.name}") for part in active)
            return MultipartBody(tuple(filled))
        case GraphQLBody():
            return _graphql(body, filling).encode(errors="replace")


def content_type(body: BodySpec) -> str:
    """Return the media type of a body; empty if it has none, or one that sending makes up."""
    match body:
        case TextBody(kind, _):
            return CONTENT_TYPES[kind]
        case FormBody():
            return FORM
        case GraphQLBody():
            return JSON
        case FileBody(file, kind):
            return kind or mimetypes.guess_type(file)[0] or UNKNOWN
        case NoBody() | MultipartBody():
            return ""


def is_subscription(body: BodySpec) -> bool:
    """Tell whether a body is a GraphQL operation that has more than one answer."""
    return isinstance(body, GraphQLBody) and bool(_SUBSCRIPTION.match(body.query))


def _graphql(body: GraphQLBody, filling: Filling) -> str:
    """Return the JSON object of a GraphQL request (the GraphQL over HTTP specification)."""
    said = {"query": json_of(filling.text(body.query, "body.query"))}
    if body.operation:
        said["operationName"] = json_of(filling.text(body.operation, "body.operation"))
    if body.variables.strip():
        variables = filling.json(body.variables, "body.variables")
        try:
            json.loads(variables)
            said["variables"] = variables.strip()
        except (ValueError, RecursionError) as error:
            if not filling.resolver.needs:  # a preview may leave templates where they are
                filling.report("body.variables", f"the variables are not JSON: {error}".lower())
    return "{" + ", ".join(f'"{name}": {value}' for name, value in said.items()) + "}"
