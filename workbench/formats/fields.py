"""Tables of single values ⇄ dataclasses of the model, key for field."""

from dataclasses import MISSING, fields
from typing import Any


def field_values(thing: Any) -> dict[str, Any]:
    """Return all fields of a dataclass as a file would hold them."""
    values = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}


def encode_fields(thing: Any) -> dict[str, Any]:
    """Return the table of a dataclass; a field with its default needs no key."""
    values = field_values(thing)
    return {name: value for name, value in values.items() if value != _default(thing, name)}


def _default(thing: Any, name: str) -> Any:
    field = next(field for field in fields(thing) if field.name == name)
    if field.default is MISSING:
        return MISSING
    return list(field.default) if isinstance(field.default, tuple) else field.default
