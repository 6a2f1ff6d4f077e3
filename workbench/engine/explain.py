"""Say who makes each header, credential and option of a request: which file won, and over whom."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from workbench.formats.auth_table import auth_name
from workbench.model import (
    Defaults,
    InheritAuth,
    NoAuth,
    Options,
    Row,
    json_of,
)
from workbench.templating import Ambient, Definition, Facts, Filled, Resolver
from workbench.templating.explain import State

from .ambient import ambient as this_moment
from .library import FUNCTIONS
from .order import Order, SessionValues
from .scopes import FindLine, environment_of, scopes_of
from .variables import Known, state_of

APP = "app"


@dataclass(frozen=True, slots=True)
class _Level:
    """What one file says: a request's own, or that of a folder around it."""

    scope: str
    place: str
    given: Defaults
    line: Callable[[str, str], int | None]

    def define(self, table: str, key: str, written: str, state: State) -> Definition:
        """Return what the file says about one thing."""
        line = self.line(table, key)
        return Definition(self.scope, self.place, line, written, state)


def parts_of(
    order: Order,
    values: SessionValues,
    facts: Facts | None = None,
    *,
    find_line: FindLine | None = None,
    ambient: Ambient | None = None,
) -> tuple[Known, ...]:
    """Return every header, the credentials and every option that any file says for a request.

    Each with all definitions, the nearest first; no secret prints. What nobody says has its
    default and is not listed. Raises WorkbenchError if there is no such environment.
    """
    facts = facts or {}
    scopes = scopes_of(order, values, find_line)
    resolver = Resolver(scopes, FUNCTIONS, facts, ambient=ambient or this_moment())
    levels = tuple(_levels(order, find_line))

    def known(name: str, kind: str, said: Sequence[Definition], text: str) -> Known:
        used = next((each for each in said if each.state in {"used", "removes"}), None)
        if used is None or used.state == "removes":
            return Known(name, "removed", True, kind, tuple(said))
        filled = resolver.text(text, name) if text else Filled(used.written)
        return Known(name, state_of(filled, facts), True, kind, tuple(said), filled)

    return (
        *(known(name, "header", said, text) for name, said, text in _headers(levels)),
        *(known("auth", "auth", said, "") for said in _auth(levels)),
        *(known(n, "option", said, text) for n, said, text in _options(order, levels, find_line)),
    )


def _levels(order: Order, find_line: FindLine | None) -> Iterator[_Level]:
    """Yield the request and the folders around it, the nearest first."""

    def line_in(place: str) -> Callable[[str, str], int | None]:
        return lambda table, key: find_line(place, table, key) if find_line and place else None

    spec = order.spec
    place = f"{order.request}.toml" if order.request else ""
    own = Defaults(spec.headers, spec.auth, spec.options)
    yield _Level("request", place, own, line_in(place))
    for folder in reversed(order.collection.folders_of(order.request)):
        place = f"{folder.id}/folder.toml" if folder.id else "collection.toml"
        name = f"folder {folder.id}" if folder.id else "collection"
        yield _Level(name, place, folder.defaults, line_in(place))


def _headers(levels: Sequence[_Level]) -> Iterator[tuple[str, list[Definition], str]]:
    """Yield each header with what is said of it; several of a name in one file all count."""
    names = {
        row.name.lower(): row.name
        for level in reversed(levels)
        for row in level.given.headers
        if row.name
    }
    for lower, name in names.items():
        said: list[Definition] = []
        text, decided = "", False
        for level in levels:
            here = [row for row in level.given.headers if row.name.lower() == lower]
            for row in here:
                state = _row_state(row, decided)
                said.append(level.define("headers", row.name, row.value, state))
                text = text or (row.value if state == "used" else "")
            decided = decided or any(row.enabled for row in here)
        yield name, said, text


def _row_state(row: Row, decided: bool) -> State:
    if not row.enabled:
        return "disabled"
    if decided:
        return "shadowed"
    return "removes" if row.removed else "used"


def _auth(levels: Sequence[_Level]) -> Iterator[list[Definition]]:
    said: list[Definition] = []
    for level in levels:
        if not isinstance(level.given.auth, InheritAuth):
            first: State = "removes" if isinstance(level.given.auth, NoAuth) else "used"
            state = "shadowed" if said else first
            said.append(level.define("auth", "type", auth_name(level.given.auth), state))
    if said:
        yield said


def _options(
    order: Order, levels: Sequence[_Level], find_line: FindLine | None
) -> Iterator[tuple[str, list[Definition], str]]:
    chosen = environment_of(order.collection, order.environment)
    for name in (field.name for field in fields(Options)):
        said: list[Definition] = []
        text = ""
        for level in levels:
            value = getattr(level.given.options, name)
            if value is not None:
                written = value if isinstance(value, str) else json_of(value)
                state: State = "shadowed" if said else "used"
                text = text or written
                said.append(level.define("options", name, written, state))
        if name == APP and chosen is not None and chosen.app:
            place = f"environments/{chosen.name}.toml"
            line = find_line(place, "", APP) if find_line else None
            state = "shadowed" if said else "used"
            text = text or chosen.app
            scope = f"environment {chosen.name}"
            said.append(Definition(scope, place, line, chosen.app, state))
        if said:
            yield name, said, text
