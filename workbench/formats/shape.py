"""Which keys each kind of file knows, in the order in which a new file has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from workbench.model import Baseline, CheckRetry, FileBody, GraphQLBody, Options
from workbench.preferences import Settings

from .auth_table import AUTHS
from .notations import MESSAGES, PARTS, ROWS, SECRETS, VARIABLES
from .rows import Notation
from .theme_toml import TABLES
from .typed import Path


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a table: a table of its own, a list of tables, or None for a single value.

    An `open` table may have any keys. In one with a `notation` they are names of things.
    """

    keys: Mapping[str, "Shape | None"] = field(default_factory=dict)
    open: bool = False
    notation: Notation[Any] | None = None


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that a table does not know, with those it does."""

    path: Path
    known: tuple[str, ...]


def request_shape(table: Mapping[str, Any]) -> Shape:
    """Return the shape of a request; that of its credentials and body goes by their types."""
    return Shape(
        {
            **_singles("name", "description", "tags", "method", "url"),
            "path": _named(ROWS),
            "params": _named(ROWS),
            "headers": _named(ROWS),
            "auth": _auth(_type(table, "auth")),
            "body": _body(_type(table, "body")),
            "messages": _named(MESSAGES),
            "options": _fields(Options),
            "variables": _named(VARIABLES),
            "captures": _named(ROWS),
            "checks": Shape(
                {
                    "expect": Shape(_singles("check", "enabled", "description")),
                    "retry": _fields(CheckRetry),
                }
            ),
            "baseline": _fields(Baseline),
        }
    )


def folder_shape(table: Mapping[str, Any], *, root: bool) -> Shape:
    """Return the shape of a folder.toml, or with `root` of a collection.toml."""
    return Shape(
        {
            **_singles(*(["format"] if root else []), "name", "description", "order"),
            "headers": _named(ROWS),
            "auth": _auth(_type(table, "auth")),
            "options": _fields(Options),
            "variables": _named(VARIABLES),
        }
    )


def environment_shape() -> Shape:
    """Return the shape of an environment's file."""
    return Shape(
        {
            **_singles("color", "protected", "app"),
            "variables": _named(VARIABLES),
            "secrets": _named(SECRETS),
        }
    )


def settings_shape() -> Shape:
    """Return the shape of the user's settings."""
    return Shape({**_fields(Settings).keys, "keys": Shape(open=True)})


def theme_shape() -> Shape:
    """Return the shape of a theme's file, whose tables hold names of their own."""
    tables = dict.fromkeys(("colors", *TABLES), Shape(open=True))
    return Shape({**_singles("name", "dark"), **tables})


def unknown_keys(table: Mapping[str, Any], shape: Shape, path: Path = ()) -> Iterator[UnknownKey]:
    """Yield the keys of a parsed table that its shape does not know, in its order."""
    for name, item in table.items():
        here = (*path, name)
        if shape.notation is not None:
            yield from _in_named(item, shape.notation, here)
        elif name in shape.keys:
            inner = shape.keys[name]
            for one in item if isinstance(item, list) and not _is_named(inner) else [item]:
                if inner is not None and isinstance(one, dict):
                    yield from unknown_keys(one, inner, here)
            if inner is not None and inner.notation is not None and isinstance(item, list):
                for one in item:
                    yield from _in_long(one, inner.notation, here, extra=("name",))
        elif not shape.open:
            yield UnknownKey(here, tuple(shape.keys))


def _in_named(item: Any, notation: Notation[Any], path: Path) -> Iterator[UnknownKey]:
    for one in item if isinstance(item, list) and notation.repeat else [item]:
        if notation.is_long(one):
            yield from _in_long(one, notation, path)


def _in_long(
    item: Any, notation: Notation[Any], path: Path, extra: tuple[str, ...] = ()
) -> Iterator[UnknownKey]:
    known = (*extra, *notation.keys)
    if isinstance(item, dict):
        yield from (UnknownKey((*path, key), known) for key in item if key not in known)


def _is_named(shape: Shape | None) -> bool:
    return shape is not None and shape.notation is not None


def _type(table: Mapping[str, Any], name: str) -> str:
    inner = table.get(name)
    kind = inner.get("type", "") if isinstance(inner, dict) else ""
    return kind if isinstance(kind, str) else ""


def _auth(kind: str) -> Shape:
    if kind not in AUTHS:  # with no type at all, that is what is told
        return Shape(_singles("type"), open=True)
    return Shape(_singles("type", *(each.name for each in fields(AUTHS[kind]))))


def _body(kind: str) -> Shape:
    match kind:
        case "json" | "text" | "xml":
            return Shape(_singles("type", "text"))
        case "form":
            return Shape({"type": None, "fields": _named(ROWS)})
        case "multipart":
            return Shape({"type": None, "parts": _named(PARTS)})
        case "file":
            return Shape({"type": None, **_fields(FileBody).keys})
        case "graphql":
            return Shape({"type": None, **_fields(GraphQLBody).keys})
        case _:
            return Shape(_singles("type"), open=kind != "none")


def _named(notation: Notation[Any]) -> Shape:
    return Shape(notation=notation)


def _fields(kind: type) -> Shape:
    return Shape(_singles(*(each.name for each in fields(kind))))


def _singles(*names: str) -> dict[str, Shape | None]:
    return dict.fromkeys(names)
