"""Request files ⇄ RequestSpec; `request_edit.py` changes files that exist."""

from dataclasses import replace
from typing import Any

import msgspec

from workbench.model import InheritAuth, NoBody, RequestSpec

from .auth_table import decode_auth, encode_auth
from .body_table import decode_body, encode_body, encode_body_rows
from .checks_table import decode_baseline, decode_checks, encode_baseline, encode_checks
from .notations import MESSAGES, ROWS, VARIABLES
from .options_table import decode_options, encode_options
from .rows import Notations, decode_tables, encode_rows
from .text import MAX_BYTES
from .toml import parse
from .typed import Path, Source
from .write import document, unwritable

ROW_TABLES: Notations = {
    "path": ROWS,
    "params": ROWS,
    "headers": ROWS,
    "messages": MESSAGES,
    "variables": VARIABLES,
    "captures": ROWS,
}


class _Request(msgspec.Struct):
    name: str = ""
    description: str = ""
    tags: list[str] = []
    method: str = "GET"
    url: str = ""
    auth: dict[str, Any] = {}
    body: dict[str, Any] = {}
    options: dict[str, Any] = {}
    checks: dict[str, Any] = {}
    baseline: dict[str, Any] | None = None


def decode_request(text: str, where: str, most: int = MAX_BYTES) -> RequestSpec:
    """Return the request that a file's text of at most so many characters describes."""
    return request_from(parse(text, where, most), Source(text, where))


def request_from(table: dict[str, Any], source: Source) -> RequestSpec:
    """Return the request that a parsed file describes."""
    read = source.convert(table, _Request)
    auth, unknown_auth = decode_auth(read.auth, source)
    body, unknown_body = decode_body(read.body, source)
    return RequestSpec(
        name=read.name,
        description=read.description,
        tags=tuple(read.tags),
        method=read.method,
        url=read.url,
        auth=auth,
        body=body,
        options=decode_options(read.options, source),
        checks=decode_checks(read.checks, source),
        baseline=decode_baseline(read.baseline, source),
        unsupported=(*unknown_auth, *unknown_body),
        **decode_tables(table, source, ROW_TABLES),
    )


def encode_request(spec: RequestSpec, most: int = MAX_BYTES) -> str:
    """Return the text of a new file, which may have so many characters.

    What is `unsupported` is not in a spec, so it is not here.
    """
    values: dict[str, Any] = {"name": spec.name, "description": spec.description}
    values["tags"] = list(spec.tags)
    values = {name: value for name, value in values.items() if value}
    values |= {"method": spec.method, "url": spec.url}
    rows = {name: encode_rows(getattr(spec, name), kind) for name, kind in ROW_TABLES.items()}
    sections: dict[Path, Any] = {(name,): rows[name] for name in ("path", "params", "headers")}
    if spec.auth != InheritAuth():
        sections["auth",] = encode_auth(spec.auth)
    if spec.body != NoBody():
        sections["body",] = encode_body(spec.body)
    sections |= {("body", name): inner for name, inner in encode_body_rows(spec.body).items()}
    sections["messages",] = rows["messages"]
    sections["options",] = encode_options(spec.options)
    sections |= {(name,): rows[name] for name in ("variables", "captures")}
    sections["checks",] = encode_checks(spec.checks)
    sections["baseline",] = encode_baseline(spec.baseline)
    return checked(document(values, sections), spec, most)


def checked(text: str, spec: RequestSpec, most: int = MAX_BYTES) -> str:
    """Return the text if reading it gives the spec back: nothing else may reach a file."""
    read = decode_request(text, spec.name or "request", most)
    if replace(read, unsupported=spec.unsupported) != spec:
        raise unwritable()
    return text
