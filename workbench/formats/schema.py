"""JSON Schemas of the files, made from the definitions that decode them.

TOML editors (Taplo, Even Better TOML) complete and check a file that names its schema in a
comment. The schemas lie in the collection, so that this works without a network:

    #:schema ../.schema/request.json
"""

import re
from typing import Any

import msgspec

from workbench.model import Baseline, CheckRetry, FileBody, GraphQLBody, Options
from workbench.preferences import Settings

from .auth_table import AUTHS
from .file_kinds import FileKind
from .folder_toml import FORMAT
from .notations import MESSAGES, PARTS, ROWS, SECRETS, VARIABLES
from .rows import Notation
from .shape import theme_shape
from .text import BOM

Schema = dict[str, Any]

FOLDER = ".schema"
DRAFT = "http://json-schema.org/draft-07/schema#"

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_FLAG: Schema = {"type": "boolean"}
_SINGLE: Schema = {"type": ["string", "number", "boolean"]}
_LINE = re.compile(r"#:schema (?:\.\./)*\.schema/[a-z]+\.json\r?\n")
_CELLS: dict[str, Schema] = {
    "value": _SINGLE,
    "base64": {**_TEXT, "description": "a binary message"},
    "on_open": {**_FLAG, "description": "true sends it as soon as there is a connection"},
    "enabled": {**_FLAG, "description": "false keeps it in the file and does not use it"},
    "remove": {**_FLAG, "description": "true takes an inherited one away"},
    "hosts": {**_TEXTS, "description": "the only hosts that may get it"},
    "source": {**_TEXT, "description": "env:NAME, file:PATH, command:WORDS, keyring:… or prompt"},
}


def schema(kind: FileKind) -> Schema:
    """Return the JSON Schema (draft 7) of one kind of file."""
    made = {
        "request": _request,
        "folder": lambda: _folder(root=False),
        "collection": lambda: _folder(root=True),
        "environment": _environment,
        "settings": _settings,
        "theme": _theme,
    }[kind]()
    return {"$schema": DRAFT, "title": f"Workbench: {kind}", **made}


def with_schema(text: str, kind: FileKind, depth: int) -> str:
    """Return a file's text with its first line naming its schema.

    `depth` is how many folders the file is below the collection's root; a line for
    another place is replaced.
    """
    mark = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(BOM)
    found = _LINE.match(text)
    line = f"#:schema {'../' * depth}{FOLDER}/{kind}.json\n"
    if found is None:
        return f"{mark}{line}{text}" if text.startswith("\n") else f"{mark}{line}\n{text}"
    return mark + line + text[found.end() :]


def with_schema_in_place(text: str, kind: FileKind, depth: int) -> str:
    """Return a file's text with the line that names its schema, if it has one, set right."""
    return with_schema(text, kind, depth) if _LINE.match(text.removeprefix(BOM)) else text


def _request() -> Schema:
    return _table(
        {
            "name": {**_TEXT, "description": "what the tree shows"},
            "description": {**_TEXT, "description": "Markdown, shown beside the request"},
            "tags": _TEXTS,
            "method": {**_TEXT, "default": "GET"},
            "url": {**_TEXT, "description": "may hold {{names}} and :path parameters"},
            "path": _rows(ROWS, "values of the :path parameters in the URL"),
            "params": _rows(ROWS, "query parameters"),
            "headers": _rows(ROWS, "headers; nearer ones win over those of folders"),
            "auth": _auth(),
            "body": _body(),
            "messages": _rows(MESSAGES, "what a WebSocket can send, by name"),
            "options": _options(),
            "variables": _rows(VARIABLES, "values for {{names}}"),
            "captures": _rows(ROWS, "queries of the response; their values are for later requests"),
            "checks": _checks(),
            "baseline": _at_least_zero(_fields(Baseline)),
        }
    )


def _folder(*, root: bool) -> Schema:
    format_key: Schema = {"format": {"const": FORMAT}} if root else {}
    known = _table(
        {
            **format_key,
            "name": _TEXT,
            "description": _TEXT,
            "order": {**_TEXTS, "description": "names of what is inside, as they are shown"},
            "headers": _rows(ROWS, "headers of every request below"),
            "auth": _auth(),
            "options": _options(),
            "variables": _rows(VARIABLES, "values for {{names}}"),
        }
    )
    return {**known, "required": ["format"]} if root else known


def _environment() -> Schema:
    return _table(
        {
            "color": {**_TEXT, "description": "the colour of its name"},
            "protected": {**_FLAG, "description": "asks before anything is changed in it"},
            "app": {**_TEXT, "description": "an ASGI or WSGI application, such as shop.main:app"},
            "variables": _rows(VARIABLES, "values for {{names}}"),
            "secrets": _rows(SECRETS, "where secrets come from; never their values"),
        }
    )


def _theme() -> Schema:
    color: Schema = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
    tables = {
        name: {"type": "object", "additionalProperties": color}
        for name, inner in theme_shape().keys.items()
        if inner is not None
    }
    return {**_table({"name": _TEXT, "dark": _FLAG, **tables}), "required": ["name", "colors"]}


def _auth() -> Schema:
    return {"anyOf": [_typed(name, _fields(kind)) for name, kind in AUTHS.items()]}


def _body() -> Schema:
    text = _table({"text": _TEXT})
    kinds: dict[str, Schema] = {
        "none": _table({}),
        "json": text,
        "text": text,
        "xml": text,
        "form": _table({"fields": _rows(ROWS, "fields of the form")}),
        "multipart": _table({"parts": _rows(PARTS, "parts: values, or files of the collection")}),
        "file": _fields(FileBody),
        "graphql": _fields(GraphQLBody),
    }
    return {"anyOf": [_typed(name, inner) for name, inner in kinds.items()]}


def _options() -> Schema:
    return _at_least_zero(_fields(Options))


def _checks() -> Schema:
    check = _table({"check": _TEXT, "enabled": _CELLS["enabled"], "description": _TEXT})
    return _table(
        {
            "expect": {
                "type": "array",
                "items": {"anyOf": [_TEXT, {**check, "required": ["check"]}]},
                "description": 'what must be true of the response, such as "status == 200"',
            },
            "retry": _at_least_zero(_fields(CheckRetry)),
        }
    )


def _rows(notation: Notation[Any], description: str) -> Schema:
    """Return the schema of a table of named things in all its forms."""
    cells = {key: _CELLS.get(key, _TEXT) for key in notation.keys}
    if not notation.loose and notation.main == "value":
        return {"type": "object", "description": description}  # any value, so any form
    long = _table(cells)
    one: Schema = {"anyOf": [_TEXT if notation.main != "value" else _SINGLE, long]}
    if not notation.repeat:
        return {"type": "object", "additionalProperties": one, "description": description}
    several: Schema = {"anyOf": [*one["anyOf"], {"type": "array", "items": one}]}
    listed = {**_table({"name": _TEXT, **cells}), "required": ["name"]}
    return {
        "anyOf": [
            {"type": "object", "additionalProperties": several},
            {"type": "array", "items": listed},
        ],
        "description": description,
    }


def _typed(name: str, table: Schema) -> Schema:
    known = {"type": {"const": name}, **table["properties"]}
    needed = [] if name in {"inherit", "none"} and len(known) == 1 else ["type"]
    return {**table, "properties": known, "required": needed, "title": name}


def _settings() -> Schema:
    made = _fields(Settings)
    keys = {"type": "object", "additionalProperties": {"anyOf": [_TEXT, _TEXTS]}}
    return {**made, "properties": {**made["properties"], "keys": keys}}


def _fields(kind: type) -> Schema:
    """Return the schema of a dataclass's table. TOML has no null: a key is there or not."""
    made = msgspec.json.schema(kind)["$defs"][kind.__name__]
    properties = {name: _without_null(inner) for name, inner in made["properties"].items()}
    return {**_table(properties), "description": " ".join(made["description"].split())}


def _without_null(inner: Schema) -> Schema:
    options = [option for option in inner.get("anyOf", ()) if option != {"type": "null"}]
    found = {**options[0]} if options else dict(inner)
    if None in found.get("enum", ()):
        found["enum"] = [word for word in found["enum"] if word is not None]
    if found.get("default") is None:
        found.pop("default", None)
    return found


def _at_least_zero(table: Schema) -> Schema:
    numbers = {
        name: {**inner, "minimum": 0}
        for name, inner in table["properties"].items()
        if inner.get("type") in {"number", "integer"}
    }
    return {**table, "properties": table["properties"] | numbers}


def _table(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}
