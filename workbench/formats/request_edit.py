"""Change a request file where its spec has changed, and nowhere else."""

import dataclasses
from typing import Any

from workbench.errors import WorkbenchError
from workbench.model import Baseline, BodySpec, Checks, FormBody, MultipartBody, RequestSpec

from .auth_table import auth_values
from .body_table import body_values, encode_body_rows
from .checks_table import encode_baseline, encode_expect, encode_retry
from .edit import Document, Order
from .edit_fields import edit_fields
from .edit_rows import edit_rows, edit_tables, rewrite_rows, rewrite_tables
from .fields import field_values
from .notations import PARTS, ROWS
from .request_toml import ROW_TABLES, checked, request_from
from .rows import Notation
from .toml import parse
from .typed import Path, Source

ORDER: Order = {
    (): (
        *("name", "description", "tags", "method", "url"),
        *("path", "params", "headers", "auth", "body", "messages", "options"),
        *("variables", "captures", "checks", "baseline"),
    ),
    ("auth",): ("type",),
    ("body",): ("type", "text", "fields", "parts"),
    ("options",): tuple(field.name for field in dataclasses.fields(RequestSpec().options)),
    ("checks",): ("expect", "retry"),
    ("baseline",): tuple(field.name for field in dataclasses.fields(Baseline)),
}


def edit_request(text: str, spec: RequestSpec) -> str:
    """Return a request file's text, changed so that it says what the spec says.

    Lines of keys whose values are the same stay as they are; without any change the
    text comes back as it is. What the spec calls `unsupported` stays in the file.
    """
    where = spec.name or "request"
    table = parse(text, where)
    old = request_from(table, Source(text, where))
    document = Document(text, ORDER)
    _edit_values(document, old, spec)
    edit_tables(document, table, old, spec, ROW_TABLES)
    if old.auth != spec.auth:
        edit_fields(document, ("auth",), auth_values(old.auth), auth_values(spec.auth))
    if old.body != spec.body:
        _edit_body(document, table.get("body", {}), old.body, spec.body)
    edit_fields(document, ("options",), field_values(old.options), field_values(spec.options))
    _edit_checks(document, old.checks, spec.checks)
    _edit_baseline(document, old.baseline, spec.baseline)
    if document.text == text:
        return text
    try:
        return checked(document.text, spec)
    except WorkbenchError:
        return checked(_rewritten(document, old, spec), spec)


def _edit_values(document: Document, old: RequestSpec, new: RequestSpec) -> None:
    for key in ("name", "description", "method", "url"):
        wanted = getattr(new, key)
        if wanted == getattr(old, key):
            continue
        if key == "description" and not wanted:
            document.remove((key,))
        else:
            document.set((key,), wanted)
    if old.tags == new.tags:
        return
    if new.tags:
        document.set_list(("tags",), list(old.tags), list(new.tags))
    else:
        document.remove(("tags",))


def _edit_body(document: Document, current: Any, old: BodySpec, new: BodySpec) -> None:
    edit_fields(document, ("body",), body_values(old), body_values(new))
    for name in encode_body_rows(old).keys() - encode_body_rows(new).keys():
        document.remove(("body", name))
    match new:
        case FormBody(fields):
            form = old.fields if isinstance(old, FormBody) else None
            _edit_body_rows(document, "fields", current, form, fields, ROWS)
        case MultipartBody(parts):
            several = old.parts if isinstance(old, MultipartBody) else None
            _edit_body_rows(document, "parts", current, several, parts, PARTS)
        case _:
            pass


def _edit_body_rows(
    document: Document, name: str, current: Any, old: Any, new: Any, notation: Notation[Any]
) -> None:
    path: Path = ("body", name)
    if old is None:
        rewrite_rows(document, path, new, notation)
    else:
        edit_rows(document, path, current.get(name), old, new, notation)


def _edit_checks(document: Document, old: Checks, new: Checks) -> None:
    path: Path = ("checks", "expect")
    if old.expect != new.expect:
        document.set_list(path, encode_expect(old.expect), encode_expect(new.expect))
    if old.retry != new.retry:
        edit_fields(document, ("checks", "retry"), encode_retry(old.retry), encode_retry(new.retry))


def _edit_baseline(document: Document, old: Baseline | None, new: Baseline | None) -> None:
    if new is None:
        document.remove(("baseline",))
    elif old is None:
        document.set(("baseline",), encode_baseline(new))
    else:
        edit_fields(document, ("baseline",), field_values(old), field_values(new))


def _rewritten(document: Document, old: RequestSpec, new: RequestSpec) -> str:
    """Return the text with changed row tables written anew: their order needs that at times."""
    rewrite_tables(document, old, new, ROW_TABLES)
    match new.body:
        case FormBody(fields) if old.body != new.body:
            rewrite_rows(document, ("body", "fields"), fields, ROWS)
        case MultipartBody(parts) if old.body != new.body:
            rewrite_rows(document, ("body", "parts"), parts, PARTS)
        case _:
            pass
    return document.text
