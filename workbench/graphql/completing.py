"""What can stand at the cursor of a query, as the schema has it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .schema import TYPENAME, Argument, Field, Schema, named
from .tokens import LONGEST, tokens
from .walk import OPERATIONS, Frame, Walk

_WORD = re.compile(r"\$?\w*\Z")
_REST = re.compile(r"\w*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could stand here, what type it has, and what it is for."""

    text: str
    type: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """Candidates for the part of the text from `start` to `end`."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


def complete(text: str, at: int, schema: Schema) -> Completion | None:
    """Return what could stand at a place of a query; None in a text or a comment."""
    if at > LONGEST:
        return None
    match = _WORD.search(text, max(0, at - 200), at)
    start = match.start() if match else at
    if _is_inside(text, start):
        return None
    walk = Walk(schema)
    for _ in walk.walk(tokens(text, start)):
        pass
    typed = text[start:at].lower()
    found = (each for each in _candidates(walk, typed) if each.text.lower().startswith(typed))
    rest = _REST.match(text, at)
    return Completion(start, rest.end() if rest else at, tuple(found))


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a place is in a comment or a string."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if "#" in line and line.count('"', 0, line.index("#")) % 2 == 0:
        return True
    return any(
        each.start < at < each.end or (each.end == at and not _is_closed(each.text))
        for each in tokens(text)
        if each.kind == "value" and each.text[0] == '"'
    )


def _is_closed(string: str) -> bool:
    quotes = '"""' if string.startswith('"""') else '"'
    return len(string) >= 2 * len(quotes) and string.endswith(quotes)


def _candidates(walk: Walk, typed: str) -> Iterable[Candidate]:
    frame, schema = walk.frame, walk.schema
    match frame.place:
        case "document":
            return [Candidate(word) for word in (*OPERATIONS, "fragment")]
        case "selection":
            return _in_selection(walk, frame)
        case "variables":
            types = schema.types.values() if frame.wants == "type" else ()
            return [Candidate(t.name, t.kind.lower(), t.description) for t in types if t.is_input]
        case "list":
            return _values(walk, frame.type, "")
        case _ if frame.wants == "value":
            argument = frame.argument
            return _values(walk, named(argument.type) if argument else None, typed)
        case "arguments":
            return _named(frame.met.arguments if frame.met else (), frame.given)
        case "object":
            owner = schema.type(frame.type)
            return _named(owner.inputs.values() if owner is not None else (), frame.given)


def _in_selection(walk: Walk, frame: Frame) -> Iterator[Candidate]:
    schema = walk.schema
    if frame.wants == "spread":
        yield Candidate("on", "a type")
        yield from (Candidate(name, "fragment") for name in sorted(walk.fragments))
    elif frame.wants == "condition":
        composite = (each for each in schema.types.values() if each.is_composite)
        yield from (Candidate(t.name, t.kind.lower(), t.description) for t in composite)
    elif frame.wants == "directive":
        yield Candidate("include", "if: Boolean!")
        yield Candidate("skip", "if: Boolean!")
    else:
        owner = schema.type(frame.type)
        if owner is not None:
            listed = sorted(owner.fields.values(), key=lambda each: bool(each.deprecated))
            yield from (_field(each) for each in (*listed, TYPENAME))


def _field(found: Field) -> Candidate:
    about = f"deprecated: {found.deprecated}" if found.deprecated else found.description
    return Candidate(found.name, found.type, _line(about))


def _named(arguments: Iterable[Argument], given: set[str]) -> Iterator[Candidate]:
    ordered = sorted(arguments, key=lambda each: not each.required)
    for each in ordered:
        if each.name not in given:
            yield Candidate(f"{each.name}: ", each.type, _line(each.description))


def _values(walk: Walk, type_name: str | None, typed: str) -> Iterator[Candidate]:
    found = walk.schema.type(type_name)
    if found is not None and found.kind == "ENUM" and not typed.startswith("$"):
        yield from (Candidate(value, found.name) for value in found.values)
    if type_name == "Boolean":
        yield from (Candidate(word, "Boolean") for word in ("true", "false"))
    yield from (Candidate(f"${name}", of) for name, of in walk.variables.items())


def _line(text: str) -> str:
    return " ".join(text.split())
