"""Request files ⇄ RequestSpec; `request_edit.py` changes files that exist."""

from dataclasses import replace
from typing import Any

import msgspec

from workbench.errors import Problem, WorkbenchError
from workbench.model import BodySpec, FormBody, InheritAuth, NoBody, RequestSpec, Rows, TextBody

from .layout import Path
from .parts import (
    decode_auth,
    decode_options,
    decode_type,
    encode_auth,
    encode_options,
    later_tables,
)
from .rows import are_grouped, decode_rows, encode_group, encode_list, groups
from .toml import parse
from .typed import Source
from .write import document

BODY_KEYS = ("type", "text", "fields")
LATER_BODIES = ("multipart", "file", "graphql")
ROW_TABLES = ("path", "params", "headers")


class _Request(msgspec.Struct):
    name: str = ""
    description: str = ""
    tags: list[str] = []
    method: str = "GET"
    url: str = ""
    auth: dict[str, Any] = {}
    body: dict[str, Any] = {}
    options: dict[str, Any] = {}


class _Text(msgspec.Struct):
    text: str = ""


def decode_request(text: str, where: str) -> RequestSpec:
    """Return the request that a file's text describes."""
    return request_from(parse(text, where), Source(text, where))


def request_from(table: dict[str, Any], source: Source) -> RequestSpec:
    """Return the request that a parsed file describes."""
    read = source.convert(table, _Request)
    auth, later_auth = decode_auth(read.auth, source)
    body, later_body = _decode_body(read.body, source)
    options, later_options = decode_options(read.options, source)
    rows = {name: decode_rows(table.get(name, {}), source, (name,)) for name in ROW_TABLES}
    return RequestSpec(
        name=read.name,
        description=read.description,
        tags=tuple(read.tags),
        method=read.method,
        url=read.url,
        path=rows["path"],
        params=rows["params"],
        headers=rows["headers"],
        auth=auth,
        body=body,
        options=options,
        unsupported=(*later_tables(table), *later_auth, *later_body, *later_options),
    )


def encode_request(spec: RequestSpec) -> str:
    """Return the text of a new file. What is `unsupported` is not in a spec, so it is not here."""
    values: dict[str, Any] = {"name": spec.name, "description": spec.description}
    values["tags"] = list(spec.tags)
    values = {name: value for name, value in values.items() if value}
    values |= {"method": spec.method, "url": spec.url}
    sections: dict[Path, Any] = {(name,): encode_rows(getattr(spec, name)) for name in ROW_TABLES}
    if spec.auth != InheritAuth():
        sections["auth",] = encode_auth(spec.auth)
    if spec.body != NoBody():
        sections["body",] = encode_body(spec.body)
    if isinstance(spec.body, FormBody):
        sections["body", "fields"] = encode_rows(spec.body.fields)
    sections["options",] = encode_options(spec.options)
    return checked(document(values, sections), spec)


def encode_rows(rows: Rows) -> Any:
    """Return rows as a table, or as a list of tables where only that keeps their order."""
    if not are_grouped(rows):
        return encode_list(rows)
    return {name: encode_group(group) for name, group in groups(rows).items()}


def encode_body(body: BodySpec) -> dict[str, Any]:
    """Return the single values of a body's table."""
    match body:
        case NoBody():
            return {"type": "none"}
        case TextBody(kind, text):
            return {"type": kind, "text": text}
        case FormBody():
            return {"type": "form"}


def checked(text: str, spec: RequestSpec) -> str:
    """Return the text if reading it gives the spec back: nothing else may reach a file."""
    read = decode_request(text, spec.name or "request")
    if replace(read, unsupported=spec.unsupported) != spec:
        hint = "change the file in a text editor"
        raise WorkbenchError(Problem("this change cannot be written to the file", hint=hint))
    return text


def _decode_body(table: dict[str, Any], source: Source) -> tuple[BodySpec, tuple[str, ...]]:
    kind = decode_type(table, source, "body", BODY_KEYS, default="none")
    if kind in LATER_BODIES:
        return NoBody(), (f'body type "{kind}"',)
    known = ("none", "json", "text", "xml", "form", *LATER_BODIES)
    source.choice(kind, known, ("body", "type"), "body type")
    later = ("body from a file",) if "file" in table else ()
    match kind:
        case "json" | "text" | "xml":
            return TextBody(kind, source.convert(table, _Text, ("body",)).text), later
        case "form":
            return FormBody(decode_rows(table.get("fields", {}), source, ("body", "fields"))), later
        case _:
            return NoBody(), ()
