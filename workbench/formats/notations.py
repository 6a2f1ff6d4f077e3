"""How rows, parts, variables and secrets are written in their tables.

X-Legacy = { remove = true }                  takes an inherited one away
avatar = { file = "ada.png" }                 a part that is a file
hello = { json = '{"say": "hi"}' }            a message of a WebSocket
limit = 20                                    variables keep their types
token = { source = "env:TOKEN", hosts = ["api.shop.dev"] }
"""

from decimal import Decimal
from typing import Any

from workbench.errors import Problem, WorkbenchError
from workbench.model import Message, MessageKind, Part, Row, SecretReference, Value, Variable

from .rows import Notation
from .typed import Path, Source


class _Rows(Notation[Row]):
    keys = ("value", "enabled", "remove", "description")
    main = "value"
    loose = True

    def read(self, name: str, item: Any, source: Source, path: Path) -> Row:
        if not isinstance(item, dict):
            return Row(name, source.text(item, path))
        value = source.text(item.get("value", ""), (*path, "value"))
        return Row(name, value, **_flags(item, source, path))

    def long(self, thing: Row) -> dict[str, Any]:
        return _long(thing, thing.value)


class _Variables(Notation[Variable]):
    keys = ("value", "enabled", "remove", "description")
    main = "value"
    repeat = False

    def read(self, name: str, item: Any, source: Source, path: Path) -> Variable:
        if not self.is_long(item):
            return Variable(name, _value(item, source, path))
        value = _value(item.get("value", ""), source, (*path, "value"))
        return Variable(name, value, **_flags(item, source, path))

    def long(self, thing: Variable) -> dict[str, Any]:
        return _long(thing, _plain(thing.value, thing.name))

    def is_long(self, item: Any) -> bool:
        """A table may be the value itself: `{ city = "Paris" }`."""
        if not isinstance(item, dict) or not item:
            return False
        return "value" in item or "remove" in item or item.keys() <= set(self.keys)


class _Parts(Notation[Part]):
    keys = ("value", "file", "filename", "content_type", "enabled", "description")
    main = "value"
    loose = True

    def read(self, name: str, item: Any, source: Source, path: Path) -> Part:
        if not isinstance(item, dict):
            return Part(name, source.text(item, path))
        texts = {
            key: source.convert(item[key], str, (*path, key))
            for key in ("file", "filename", "content_type", "description")
            if key in item
        }
        value = source.text(item.get("value", ""), (*path, "value"))
        enabled = source.convert(item.get("enabled", True), bool, (*path, "enabled"))
        return Part(name, value, enabled=enabled, **texts)

    def long(self, thing: Part) -> dict[str, Any]:
        found: dict[str, Any] = {"value": thing.value} if thing.value or not thing.file else {}
        for key in ("file", "filename", "content_type"):
            if getattr(thing, key):
                found[key] = getattr(thing, key)
        return found | _long_flags(thing.enabled, thing.description)


class _Secrets(Notation[SecretReference]):
    keys = ("source", "hosts")
    main = "source"
    repeat = False

    def read(self, name: str, item: Any, source: Source, path: Path) -> SecretReference:
        if not isinstance(item, dict):
            return SecretReference(name, source.convert(item, str, path))
        if "source" not in item:
            raise source.error(path, f'the secret "{name}" has no source', _SOURCE_HINT)
        reference = source.convert(item["source"], str, (*path, "source"))
        hosts = source.convert(item.get("hosts", []), list[str], (*path, "hosts"))
        return SecretReference(name, reference, tuple(hosts))

    def long(self, thing: SecretReference) -> dict[str, Any]:
        hosts = {"hosts": list(thing.hosts)} if thing.hosts else {}
        return {"source": thing.source, **hosts}


class _Messages(Notation[Message]):
    keys = ("text", "json", "base64", "file", "on_open", "enabled", "description")
    main = "text"
    listed = True

    def read(self, name: str, item: Any, source: Source, path: Path) -> Message:
        if not isinstance(item, dict):
            return Message(name, source.convert(item, str, path))
        said = [key for key in _MESSAGE_KINDS if key in item]
        if len(said) > 1:
            what = f'the message "{name}" has "{said[0]}" and "{said[1]}"'
            raise source.error((*path, said[1]), what, "a message has one content")
        key = said[0] if said else "text"
        text = source.convert(item.get(key, ""), str, (*path, key))
        file = source.convert(item.get("file", ""), str, (*path, "file"))
        if said and file:
            what = f'the message "{name}" has "{said[0]}" and "file"'
            raise source.error((*path, "file"), what, "a message has one content")
        return Message(
            name,
            text,
            "binary" if file and not said else _MESSAGE_KINDS[key],
            file,
            on_open=source.convert(item.get("on_open", False), bool, (*path, "on_open")),
            enabled=source.convert(item.get("enabled", True), bool, (*path, "enabled")),
            description=source.convert(item.get("description", ""), str, (*path, "description")),
        )

    def long(self, thing: Message) -> dict[str, Any]:
        key = next(key for key, kind in _MESSAGE_KINDS.items() if kind == thing.kind)
        found: dict[str, Any] = {"file": thing.file} if thing.file else {key: thing.text}
        found |= {"on_open": True} if thing.on_open else {}
        return found | _long_flags(thing.enabled, thing.description)


_MESSAGE_KINDS: dict[str, MessageKind] = {"text": "text", "json": "json", "base64": "binary"}

ROWS = _Rows()
VARIABLES = _Variables()
PARTS = _Parts()
MESSAGES = _Messages()
SECRETS = _Secrets()

_SOURCE_HINT = 'say where it is, such as source = "env:TOKEN"'


def _flags(item: dict[str, Any], source: Source, path: Path) -> dict[str, Any]:
    return {
        "enabled": source.convert(item.get("enabled", True), bool, (*path, "enabled")),
        "removed": source.convert(item.get("remove", False), bool, (*path, "remove")),
        "description": source.convert(item.get("description", ""), str, (*path, "description")),
    }


def _long(thing: Row | Variable, value: Value) -> dict[str, Any]:
    found: dict[str, Any] = {"value": value} if value != "" or not thing.removed else {}
    found |= {"enabled": False} if not thing.enabled else {}
    found |= {"remove": True} if thing.removed else {}
    return found | ({"description": thing.description} if thing.description else {})


def _long_flags(enabled: bool, description: str) -> dict[str, Any]:
    found: dict[str, Any] = {} if enabled else {"enabled": False}
    return found | ({"description": description} if description else {})


def _value(item: Any, source: Source, path: Path) -> Value:
    """Return a parsed value as it is, if JSON could say it too."""
    match item:
        case str() | bool():
            return item
        case list():
            return [_value(inner, source, path) for inner in item]
        case dict():
            return {name: _value(inner, source, (*path, name)) for name, inner in item.items()}
        case Decimal() if not item.is_finite():
            raise source.error(path, f'"{path[-1]}" must be a number that JSON can say')
        case Decimal():
            return item
        case int() if abs(item) < 1 << 64:
            return item
        case _:
            source.text(item, path)  # says what is wrong with it
            raise AssertionError(f"no variable holds {type(item).__name__}")


def _plain(value: Value, name: str) -> Value:
    """Return a variable's value as TOML can say it."""
    match value:
        case None:
            hint = 'take the value away, or let it be ""'
            raise WorkbenchError(Problem(f'"{name}" is null, which no file can say', hint=hint))
        case float():
            return Decimal(repr(value))  # a float keeps its point, where 1 and 1.0 differ
        case list():
            return [_plain(item, name) for item in value]
        case dict():
            return {key: _plain(item, name) for key, item in value.items()}
        case _:
            return value
