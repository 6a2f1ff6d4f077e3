"""How a server is asked for its schema, and what it answers."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from workbench.errors import Problem, WorkbenchError

from .schema import Argument, Field, Kind, Schema, Type

DEEPEST = 9  # lists and non-nulls around a name
_TYPE = "kind name"
for _ in range(DEEPEST - 1):
    _TYPE = f"kind name ofType {{ {_TYPE} }}"
QUERY = f"""query IntrospectionQuery {{
  __schema {{
    queryType {{ name }} mutationType {{ name }} subscriptionType {{ name }}
    types {{
      kind name description
      fields(includeDeprecated: true) {{
        name description isDeprecated deprecationReason
        args {{ name description defaultValue type {{ ...Ref }} }}
        type {{ ...Ref }}
      }}
      inputFields {{ name description defaultValue type {{ ...Ref }} }}
      enumValues(includeDeprecated: true) {{ name }}
    }}
  }}
}}
fragment Ref on __Type {{ {_TYPE} }}
"""
_KINDS = ("SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT")
_SHOWN = 200  # characters of what a server says


def schema_data(body: bytes) -> dict[str, Any]:
    """Return what a response to QUERY says of the schema; raises WorkbenchError with the reason."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise WorkbenchError(
            Problem("the server did not answer with JSON", hint="does the URL speak GraphQL?")
        ) from None
    data = said.get("data") if isinstance(said, dict) else None
    if isinstance(data, dict) and isinstance(data.get("__schema"), dict):
        return cast(dict[str, Any], data["__schema"])
    errors = said.get("errors") if isinstance(said, dict) else None
    message = ""
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        message = f": {str(errors[0].get('message', ''))[:_SHOWN]}"
    raise WorkbenchError(Problem(f"the server does not tell its schema{message}"))


def read_schema(data: Mapping[str, Any]) -> Schema:
    """Return the schema that introspection tells of; what is out of order in it is left out."""
    types = {each.name: each for each in map(_type, _dicts(data, "types")) if each is not None}
    roots = {
        operation: name
        for operation in ("query", "mutation", "subscription")
        if (name := _text(data.get(f"{operation}Type") or {}, "name")) in types
    }
    return Schema(types, roots)


def _type(said: Mapping[str, Any]) -> Type | None:
    name, kind = _text(said, "name"), _text(said, "kind")
    if not name or kind not in _KINDS:
        return None
    return Type(
        name,
        cast(Kind, kind),
        {each.name: each for each in map(_field, _dicts(said, "fields")) if each.name},
        {each.name: each for each in map(_argument, _dicts(said, "inputFields")) if each.name},
        tuple(filter(None, (_text(each, "name") for each in _dicts(said, "enumValues")))),
        _text(said, "description"),
    )


def _field(said: Mapping[str, Any]) -> Field:
    reason = _text(said, "deprecationReason") or "no longer supported"
    return Field(
        _text(said, "name"),
        _written(said.get("type")),
        tuple(each for each in map(_argument, _dicts(said, "args")) if each.name),
        _text(said, "description"),
        reason if said.get("isDeprecated") is True else "",
    )


def _argument(said: Mapping[str, Any]) -> Argument:
    written = _written(said.get("type"))
    required = written.endswith("!") and said.get("defaultValue") is None
    return Argument(_text(said, "name"), written, _text(said, "description"), required)


def _written(said: object, depth: int = 0) -> str:
    if not isinstance(said, dict) or depth > 2 * DEEPEST:
        return ""
    match said.get("kind"):
        case "NON_NULL":
            return f"{_written(said.get('ofType'), depth + 1)}!"
        case "LIST":
            return f"[{_written(said.get('ofType'), depth + 1)}]"
        case _:
            return _text(said, "name")


def _dicts(said: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    listed = said.get(name)
    if isinstance(listed, list):
        yield from (each for each in listed if isinstance(each, dict))


def _text(said: object, name: str) -> str:
    value = said.get(name) if isinstance(said, dict) else None
    return value if isinstance(value, str) else ""
