"""Say what texts can reach, without evaluating anything: for trust, and before a send."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.model import SecretReference, Value

from .expression import Call, Name
from .library import LIBRARY, ArgumentError, Library
from .needs import Need, SecretNeed
from .pieces import Template, parse
from .scope import Scope, bindings


@dataclass(frozen=True, slots=True)
class Reach:
    """The names, functions and needs of some texts and of all variables they lead to.

    Each comes once, in the order it was met. `missing` are names that no scope has.
    """

    names: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    missing: tuple[str, ...] = ()


def uses(
    values: Iterable[Value], scopes: Sequence[Scope] = (), library: Library = LIBRARY
) -> Reach:
    """Return what texts can reach; lists and tables count with all texts in them.

    Nothing that resolving them needs is left out: what a call asks for outside is always
    written in its place. Calls that cannot work are, since they ask for nothing.
    """
    known = bindings(scopes)
    names: dict[str, None] = {}
    functions: dict[str, None] = {}
    needs: dict[Need, None] = {}
    missing: dict[str, None] = {}
    waiting = [text for value in values for text in _texts(value)][::-1]
    while waiting:
        found: list[str] = []
        for name, call in _parts(waiting.pop()):
            if call is not None:
                functions[call.function] = None
                need = _need(call, library)
                if need is not None:
                    needs[need] = None
            if name is None or name in names:
                continue
            names[name] = None
            binding = known.get(name)
            if binding is None or binding.removed:
                missing[name] = None
            elif isinstance(binding.entry, SecretReference):
                needs[SecretNeed(binding.entry)] = None
            elif not binding.scope.literal:
                found += _texts(binding.entry.value)
        waiting += reversed(found)
    return Reach(tuple(names), tuple(functions), tuple(needs), tuple(missing))


def _texts(value: Value) -> Iterator[str]:
    match value:
        case str():
            if "{{" in value:
                yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for item in value.values():
                yield from _texts(item)


def _parts(text: str) -> Iterator[tuple[str | None, Call | None]]:
    """Yield the names and the calls of a text in order."""
    for piece in parse(text):
        if not isinstance(piece, Template):
            continue
        for part in (piece.expression.head, *piece.expression.pipes):
            if isinstance(part, Name):
                yield part.name, None
            elif isinstance(part, Call):
                yield None, part
                for name in part.names:
                    yield name.name, None


def _need(call: Call, library: Library) -> Need | None:
    function = library.get(call.function)
    if function is None or call.names:
        return None
    positional = [argument for argument in call.positional if not isinstance(argument, Name)]
    named = {key: given for key, given in call.named if not isinstance(given, Name)}
    try:
        return function.need(positional, named)
    except ArgumentError:
        return None
