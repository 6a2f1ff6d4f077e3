"""Fill in the fields of one request, and collect what is wrong, secret or asked for in any."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from workbench.errors import Problem, did_you_mean
from workbench.formats.auth_table import AUTHS
from workbench.formats.body_table import BODIES
from workbench.model import (
    AuthSpec,
    Collection,
    Options,
    Part,
    Rows,
    SecretReference,
    requests,
)
from workbench.templating import Filled, Resolver, SecretNeed, json_body

Texts = TypeVar("Texts", bound=AuthSpec | Options | Part)

UNSUPPORTED = "this version cannot do: "
UNREADABLE = ", which cannot be read"
KINDS: Mapping[str, Iterable[str]] = {"auth": AUTHS, "body": BODIES}
MISSING = re.compile(r'unresolved "\{\{\s*(\S+?)\s*\}\}"')


class Filling:
    """One resolution of a request. `request` and `collection` are for what Problems say."""

    def __init__(self, resolver: Resolver, request: str, collection: Collection) -> None:
        self.resolver = resolver
        self.secrets: set[str] = set()
        self._request = request
        self._collection = collection
        self._problems: list[Problem] = []
        self._references: set[SecretReference] = set()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong so far."""
        found = (self._with_owners(problem) for problem in self.resolver.problems)
        return (*self._problems, *(self._placed(problem) for problem in found))

    def take_references(self) -> frozenset[SecretReference]:
        """Return the secrets that were filled in since the last call."""
        taken = frozenset(self._references)
        self._references.clear()
        return taken

    def filled(self, text: str, field: str, folder: str | None = None) -> Filled:
        """Return a field with everything filled in; `folder` has it, or the request itself."""
        return self.noted(self.resolver.text(text, field_place(field, folder)))

    def text(self, text: str, field: str, folder: str | None = None) -> str:
        """Return the text of a field with everything filled in."""
        return self.filled(text, field, folder).text

    def json(self, text: str, field: str) -> str:
        """Return a JSON text with everything filled in as JSON."""
        return self.noted(json_body(self.resolver, text, field)).text

    def texts(self, spec: Texts, table: str, folder: str | None = None) -> Texts:
        """Return a value with every text in it filled in."""
        changes: Any = {
            field.name: self.text(value, f"{table}.{field.name}", folder)
            for field in fields(spec)
            if isinstance(value := getattr(spec, field.name), str)
        }
        return replace(spec, **changes)

    def pairs(self, rows: Rows, table: str) -> list[tuple[str, str]]:
        """Return the names and values of the rows that count."""
        active = [row for row in rows if row.enabled and not row.removed and row.name]
        return [
            (
                self.text(row.name, table),
                self.text(row.value, f"{table}.{row.name}"),
            )
            for row in active
        ]

    def noted(self, filled: Filled) -> Filled:
        """Return what was filled in after noting what it brought along."""
        self.secrets |= filled.secrets
        if filled.complete:
            self._references |= {n.reference for n in filled.needs if isinstance(n, SecretNeed)}
        return filled

    def report(self, field: str, what: str, hint: str = "", folder: str | None = None) -> None:
        """Note something that is wrong with a field."""
        self._problems.append(self._placed(Problem(what, field_place(field, folder), hint)))

    def refuse(self, place: str, unsupported: tuple[str, ...]) -> None:
        """Note what a file asks for and this version does not know."""
        for thing in unsupported:
            if thing.endswith(UNREADABLE):
                file = thing.removesuffix(UNREADABLE)
                what = f"nothing is sent without what {file} says"
                self._problems.append(Problem(what, place, "it cannot be read; set it right first"))
                continue
            noun, _, named = thing.partition(" type ")
            known = KINDS.get(noun, ())
            hint = did_you_mean(named.strip('"'), known, "take it out, or use a newer version")
            self._problems.append(Problem(f"{UNSUPPORTED}{thing}", place, hint))

    def _with_owners(self, problem: Problem) -> Problem:
        """Name the environments that have what is missing, or a request that captures it."""
        missing = MISSING.fullmatch(problem.what)
        if missing is None:
            return problem
        having = [
            environment.name
            for environment in self._collection.environments.values()
            if any(each.name == missing[1] for each in environment.variables)
            or any(each.name == missing[1] for each in environment.secrets)
        ]
        if having:
            return replace(problem, hint=f"an environment has it: {', '.join(sorted(having))}")
        for saved in requests(self._collection.root):
            if any(row.name == missing[1] and row.enabled for row in saved.spec.captures):
                return replace(problem, hint=f'"{saved.id}" captures it: send that before')
        return problem

    def _placed(self, problem: Problem) -> Problem:
        if not self._request:
            return problem
        return replace(problem, where=f"{self._request} {problem.where}")


def field_place(field: str, folder: str | None) -> str:
    """Return how Problems name a field of the request itself, or of a folder around it."""
    return field if folder is None else f"{folder or 'collection'} {field}"
