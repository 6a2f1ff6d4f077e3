"""What a server offers: types, their fields, and the arguments of those."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT"]
_NAME = re.compile(r"[\[\]!]")


def named(written: str) -> str:
    """Return the type that a written one such as `[User!]!` is made of."""
    return _NAME.sub("", written)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field, or a field of an input object; `type` as it is written."""

    name: str
    type: str
    description: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object or interface; `deprecated` says why, or nothing."""

    name: str
    type: str
    arguments: tuple[Argument, ...] = ()
    description: str = ""
    deprecated: str = ""

    def argument(self, name: str) -> Argument | None:
        """Return an argument by its name."""
        return next((each for each in self.arguments if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Type:
    """A type: with the `fields` of an object, `inputs` of an input or `values` of an enum."""

    name: str
    kind: Kind
    fields: Mapping[str, Field] = field(default_factory=dict)
    inputs: Mapping[str, Argument] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    description: str = ""

    @property
    def is_composite(self) -> bool:
        """Whether it has a selection of fields."""
        return self.kind in ("OBJECT", "INTERFACE", "UNION")

    @property
    def is_input(self) -> bool:
        """Whether a variable can have it."""
        return self.kind in ("SCALAR", "ENUM", "INPUT_OBJECT")


TYPENAME = Field("__typename", "String!", description="The name of the type that this is")
_INTROSPECTION = {
    "__schema": Field("__schema", "__Schema!", description="What the server offers"),
    "__type": Field("__type", "__Type", (Argument("name", "String!", required=True),)),
}


@dataclass(frozen=True, slots=True)
class Schema:
    """All types by name; `roots` are what `query`, `mutation` and `subscription` begin with."""

    types: Mapping[str, Type]
    roots: Mapping[str, str]

    def type(self, written: str | None) -> Type | None:
        """Return the type that a written one is made of."""
        return self.types.get(named(written)) if written else None

    def field(self, type_name: str | None, name: str) -> Field | None:
        """Return a field of a type; all have `__typename`, and that of queries tells of itself."""
        if name == "__typename":
            return TYPENAME
        if type_name == self.roots.get("query") and name in _INTROSPECTION:
            return _INTROSPECTION[name]
        found = self.type(type_name)
        return found.fields.get(name) if found is not None else None
