"""The same content as another kind of body, where there is one."""

import json
from typing import Any

from workbench.engine.url_rows import Address
from workbench.model import (
    BodySpec,
    FileBody,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    Part,
    Row,
    Rows,
    TextBody,
    TextKind,
)

TEXT_KINDS: tuple[TextKind, ...] = ("json", "text", "xml")
EMPTY: dict[str, BodySpec] = {
    "none": NoBody(),
    "json": TextBody("json"),
    "text": TextBody("text"),
    "xml": TextBody("xml"),
    "form": FormBody(),
    "multipart": MultipartBody(),
    "file": FileBody(),
    "graphql": GraphQLBody(),
}
KINDS = tuple(EMPTY)
LARGE, MANY = 20_000, 500  # characters, rows


def kind_of(text: str) -> TextKind:
    """Return what a text looks like from its first character."""
    start = text.lstrip()[:1]
    return "json" if start in ("{", "[") else "xml" if start == "<" else "text"


def is_large(body: BodySpec) -> bool:
    """Tell whether converting a body takes too long between two keys."""
    match body:
        case TextBody(_, text) | GraphQLBody(_, text):
            return len(text) > LARGE
        case FormBody(rows) | MultipartBody(rows):
            return len(rows) > MANY
        case _:
            return False


def converted(body: BodySpec, kind: str) -> BodySpec | None:
    """Return a body's content as another kind, or None if it cannot say it or has none."""
    if body in EMPTY.values():
        return None
    match kind:
        case "json" | "text" | "xml":
            text = _text(body, kind)
            return None if text is None else TextBody(kind, text)
        case "form":
            rows = _rows(body)
            return None if rows is None else FormBody(rows)
        case "multipart":
            rows = _rows(body)
            return None if rows is None else MultipartBody(tuple(map(_part, rows)))
        case "graphql":
            return _graphql(body)
        case _:
            return None


def _text(body: BodySpec, kind: TextKind) -> str | None:
    match body:
        case TextBody(_, text):
            return text
        case FormBody() | MultipartBody() if kind == "json":
            rows = _rows(body)
            return None if rows is None else _dump(_object(rows))
        case FormBody(fields) if kind == "text":
            return Address("", fields).shown.removeprefix("?")
        case GraphQLBody(query, variables, operation) if kind == "json":
            said: dict[str, Any] = {"query": query}
            said |= {"operationName": operation} if operation else {}
            read = _read(variables) if variables.strip() else None
            if variables.strip() and read is None:
                return None
            return _dump(said | ({"variables": read} if read is not None else {}))
        case _:
            return None


def _rows(body: BodySpec) -> Rows | None:
    match body:
        case FormBody(fields):
            return fields
        case MultipartBody(parts):
            if any(part.file for part in parts):
                return None
            return tuple(Row(p.name, p.value, p.enabled, description=p.description) for p in parts)
        case TextBody("json", text):
            read = _read(text)
            if not isinstance(read, dict):
                return None
            return tuple(Row(name, _word(v)) for name, value in read.items() for v in _each(value))
        case TextBody("text", text) if "=" in text and not set(text) & set("\n\r<"):
            return Address("").typed(f"?{text.strip()}").params
        case _:
            return None


def _graphql(body: BodySpec) -> BodySpec | None:
    if not isinstance(body, TextBody):
        return None
    read = _read(body.text) if body.kind == "json" else None
    if isinstance(read, dict) and isinstance(read.get("query"), str):
        variables = read.get("variables")
        operation = read.get("operationName")
        return GraphQLBody(
            read["query"],
            "" if variables is None else _dump(variables),
            operation if isinstance(operation, str) else "",
        )
    return GraphQLBody(body.text) if body.kind == "text" else None


def _part(row: Row) -> Part:
    return Part(row.name, row.value, enabled=row.enabled, description=row.description)


def _object(rows: Rows) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in (row for row in rows if row.enabled):
        if row.name not in found:
            found[row.name] = row.value
        elif isinstance(found[row.name], list):
            found[row.name].append(row.value)
        else:
            found[row.name] = [found[row.name], row.value]
    return found


def _each(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        return [value]
    return [value] if any(isinstance(inner, list | dict) for inner in value) else value


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
