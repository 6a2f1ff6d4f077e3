"""What in a query the schema does not know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.errors import did_you_mean

from .schema import Schema
from .tokens import tokens
from .walk import Named, Walk

MOST = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """A name that the schema does not know, where it stands, and perhaps the one that is meant."""

    start: int
    end: int
    what: str
    hint: str = ""


def faults(text: str, schema: Schema) -> tuple[Fault, ...]:
    """Return the names in a query that the schema does not know, in order."""
    return tuple(_faults(text, schema))[:MOST]


def _faults(text: str, schema: Schema) -> Iterator[Fault]:
    walk = Walk(schema)
    for named in walk.walk(tokens(text)):
        if not named.known:
            known = _known(named, walk, schema)
            hint = did_you_mean(named.token.text, known, "")
            yield Fault(named.token.start, named.token.end, _said(named), hint)


def _said(named: Named) -> str:
    name = named.token.text
    match named.what:
        case "field":
            return f'{named.owner} has no field "{name}"'
        case "argument":
            return f'{named.owner} has no argument "{name}"'
        case "input":
            return f'{named.owner} has no "{name}"'
        case _:
            return f'there is no type "{name}"'


def _known(named: Named, walk: Walk, schema: Schema) -> Iterable[str]:
    owner = schema.type(named.owner)
    match named.what:
        case "field":
            return owner.fields if owner is not None else ()
        case "input":
            return owner.inputs if owner is not None else ()
        case "argument":
            field = walk.frame.met
            return [each.name for each in field.arguments] if field is not None else ()
        case _:
            return schema.types
