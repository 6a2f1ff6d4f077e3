"""Change a request file where its spec has changed, and nowhere else."""

from collections.abc import Mapping
from typing import Any

from workbench.errors import WorkbenchError
from workbench.model import BodySpec, FormBody, Options, RequestSpec

from .edit import Document, Order
from .edit_rows import edit_rows, rewrite_rows
from .layout import Path
from .parts import AUTH_KEYS, OPTION_KEYS, encode_auth, encode_options
from .request_toml import BODY_KEYS, ROW_TABLES, checked, encode_body, request_from
from .text import BOM
from .toml import parse
from .typed import Source

ORDER: Order = {
    (): (
        *("name", "description", "tags", "method", "url"),
        *("path", "params", "headers", "auth", "body", "options", "captures", "checks"),
    ),
    ("auth",): AUTH_KEYS,
    ("body",): BODY_KEYS,
    ("options",): tuple(OPTION_KEYS),
}


def edit_request(text: str, spec: RequestSpec) -> str:
    """Return a request file's text, changed so that it says what the spec says.

    Lines of keys whose values are the same stay as they are; without any change the
    text comes back as it is. What the spec calls `unsupported` stays in the file.
    """
    where = spec.name or "request"
    table = parse(text, where)
    old = request_from(table, Source(text, where))
    mark = BOM if text.startswith(BOM) else ""
    document = Document(text.removeprefix(BOM), ORDER)
    _edit_values(document, old, spec)
    for name in ROW_TABLES:
        edit_rows(document, (name,), table.get(name), getattr(old, name), getattr(spec, name))
    if old.auth != spec.auth:
        edit_table(document, ("auth",), table.get("auth", {}), encode_auth(spec.auth), AUTH_KEYS)
    if old.body != spec.body:
        _edit_body(document, table.get("body", {}), old.body, spec.body)
    edit_options(document, old.options, spec.options)
    if mark + document.text == text:
        return text
    try:
        return checked(mark + document.text, spec)
    except WorkbenchError:
        return checked(mark + _rewritten(document, spec), spec)


def edit_table(
    document: Document, path: Path, current: Any, wanted: Mapping[str, Any], known: tuple[str, ...]
) -> None:
    """Give a table's known keys the wanted values; keys that are not known stay."""
    for key in known:
        if key not in wanted:
            document.remove((*path, key))
        elif wanted[key] != current.get(key, ""):
            document.set((*path, key), wanted[key])


def edit_options(document: Document, old: Options, new: Options) -> None:
    """Change the `[options]` that differ."""
    before, after = encode_options(old), encode_options(new)
    for key in OPTION_KEYS:
        if key in before and key not in after:
            document.remove(("options", key))
        elif before.get(key) != after.get(key):
            document.set(("options", key), after[key])


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
        document.set_list(("tags",), old.tags, new.tags)
    else:
        document.remove(("tags",))


def _edit_body(document: Document, current: Any, old: BodySpec, new: BodySpec) -> None:
    wanted = encode_body(new)
    known = BODY_KEYS if not isinstance(new, FormBody) else ("type", "text")
    edit_table(document, ("body",), current, wanted, known)
    if isinstance(new, FormBody):
        path: Path = ("body", "fields")
        if isinstance(old, FormBody):
            edit_rows(document, path, current.get("fields"), old.fields, new.fields)
        else:
            rewrite_rows(document, path, new.fields)


def _rewritten(document: Document, spec: RequestSpec) -> str:
    """Return the text with its row tables written anew: their order needs that at times."""
    for name in ROW_TABLES:
        rewrite_rows(document, (name,), getattr(spec, name))
    if isinstance(spec.body, FormBody):
        rewrite_rows(document, ("body", "fields"), spec.body.fields)
    return document.text
