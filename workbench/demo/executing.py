"""Answer a query that was read from a graph of mappings: the selected fields, and no others."""

from collections.abc import Callable, Mapping
from typing import Any

from workbench.graphql import Schema

from .queries import DEEPEST, Document, Operation, QueryError, Selection, Selections, Variable

MOST_VALUES = 100_000
Resolver = Callable[[Mapping[str, Any]], object]


class Execution:
    """One operation with the variables that came along."""

    def __init__(
        self, document: Document, operation: Operation, given: Mapping[str, Any], schema: Schema
    ) -> None:
        self._document, self._schema = document, schema
        self._variables = {**operation.variables, **given}
        self._root, self._selections = schema.roots[operation.kind], operation.selections
        self._left = MOST_VALUES
        for name in sorted(operation.needed):
            if self._variables.get(name) is None:
                raise QueryError(f'the variable "{name}" is missing')

    def data(self, roots: Mapping[str, Resolver]) -> dict[str, object]:
        """Return what is asked for; the fields of the root are what `roots` say."""
        return {
            key: self._completed(each, self._root, self._asked(each, roots), 1)
            for key, each in self._collected(self._selections).items()
        }

    def arguments(self) -> Mapping[str, Any]:
        """Return the arguments of the first field."""
        first = next(iter(self._collected(self._selections).values()), None)
        return {} if first is None else self._arguments(first, self._root)

    def _asked(self, selection: Selection, roots: Mapping[str, Resolver]) -> object:
        arguments = self._arguments(selection, self._root)
        found = roots.get(selection.name)
        return found(arguments) if found is not None else None

    def _arguments(self, selection: Selection, owner: str) -> Mapping[str, Any]:
        given = {name: self._filled(value) for name, value in selection.arguments.items()}
        field = self._schema.field(owner, selection.name)
        for each in field.arguments if field is not None else ():
            if each.required and given.get(each.name) is None:
                raise QueryError(f'{selection.name} needs the argument "{each.name}"')
        return given

    def _filled(self, value: object) -> object:
        match value:
            case Variable(name):
                return self._variables.get(name)
            case list():
                return [self._filled(each) for each in value]
            case dict():
                return {name: self._filled(each) for name, each in value.items()}
        return value

    def _collected(self, selections: Selections) -> dict[str, Selection]:
        """Return the fields by their keys, each fragment once; those of one key are one."""
        found: dict[str, Selection] = {}
        seen: set[str] = set()
        waiting = list(reversed(selections))
        while waiting:
            each = waiting.pop()
            if any(bool(self._filled(value)) != wanted for wanted, value in each.conditions):
                continue
            if each.key:
                before = found.get(each.key)
                inner = each.selections if before is None else before.selections + each.selections
                found[each.key] = Selection(each.key, each.name, each.arguments, (), inner)
            elif not each.name:
                waiting.extend(reversed(each.selections))
            elif each.name not in seen:
                seen.add(each.name)
                if each.name not in self._document.fragments:
                    raise QueryError(f'there is no fragment "{each.name}"')
                waiting.extend(reversed(self._document.fragments[each.name]))
        return found

    def _completed(self, selection: Selection, owner: str, value: object, depth: int) -> object:
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            raise QueryError("that is more than the demo answers")
        if selection.name == "__typename":
            return owner
        field = self._schema.field(owner, selection.name)
        of = self._schema.type(field.type if field is not None else None)
        if of is None:
            raise QueryError(f'{owner} has no field "{selection.name}"')
        if of.is_composite and not selection.selections:
            raise QueryError(f"{selection.name} needs a selection of its fields in braces")
        if isinstance(value, list):
            return [self._completed(selection, owner, each, depth) for each in value]
        if isinstance(value, Mapping):
            return {
                key: self._completed(each, of.name, value.get(each.name), depth + 1)
                for key, each in self._collected(selection.selections).items()
            }
        return str(value) if of.name == "ID" and value is not None else value
