"""Which requests of a run have to wait for which earlier ones."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from workbench.checks.parse import parse_capture, parse_check
from workbench.checks.syntax import ParsedCapture, ParsedCheck, Step
from workbench.errors import WorkbenchError
from workbench.model import Folder
from workbench.templating import Need, ResponseNeed, uses

from .inherit import effective_auth, effective_headers, effective_options
from .library import FUNCTIONS
from .order import Order, SessionValues
from .scopes import scopes_of

NO_VALUES = SessionValues()
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})  # methods that change nothing


@dataclass(frozen=True, slots=True)
class Use:
    """What a request takes and gives: the names that it reads and captures, and its needs.

    It `has_cookies` if it sends and keeps the session's, and `may_sign_in` if they may be
    others after it.
    """

    reads: frozenset[str]
    captures: frozenset[str]
    needs: tuple[Need, ...]
    has_cookies: bool = True
    may_sign_in: bool = False

    @property
    def responses(self) -> frozenset[str]:
        """The requests whose responses it asks for."""
        return frozenset(need.request for need in self.needs if isinstance(need, ResponseNeed))


def use_of(order: Order) -> Use:
    """Return what a request takes and gives; raises WorkbenchError without its environment."""
    reach = uses(texts_of(order), scopes_of(order, NO_VALUES), FUNCTIONS)
    spec = order.spec
    captures = frozenset(row.name for row in spec.captures if row.enabled and not row.removed)
    queries = tuple(_queries(order))
    asked = {str(query.arguments[0].value) for query in queries if query.word.name == "variable"}
    has_cookies = effective_options(_folders(order), spec).cookies is not False
    tells = spec.method.upper() not in SAFE or any(map(_is_about_cookies, queries))
    reads = frozenset(reach.names).union(asked)
    return Use(reads, captures, reach.needs, has_cookies, has_cookies and tells)


def waits_of(orders: Sequence[Order]) -> tuple[frozenset[int], ...]:
    """Return for each request the places of the earlier ones that it has to wait for.

    It waits for those whose captures it reads, whose responses it asks for, and for those
    that have to read a value before it captures another one under the same name. Who sets a
    cookie cannot be told in advance: a request that sends cookies waits for those that may
    sign in, which are those with a method that changes something or a check of a cookie.
    """
    known = [use_of(order) for order in orders]
    return tuple(
        frozenset(
            at
            for at, earlier in enumerate(known[:here])
            if not use.reads.isdisjoint(earlier.captures)
            or not use.captures.isdisjoint(earlier.captures | earlier.reads)
            or orders[at].request in use.responses
            or (use.has_cookies and earlier.may_sign_in)
        )
        for here, use in enumerate(known)
    )


def texts_of(order: Order) -> Iterator[str]:
    """Yield every text that is filled in before a request is sent or judged."""
    spec, folders = order.spec, _folders(order)
    headers = [header.row for header in effective_headers(folders, spec).rows]
    chosen = order.collection.environments.get(order.environment or "")
    yield from _texts(
        [
            [spec.method, spec.url, spec.path, spec.params, spec.body, spec.messages, headers],
            effective_auth(folders, spec)[0],
            effective_options(folders, spec),
            [spec.checks, spec.captures, spec.baseline],
            chosen.app if chosen else "",
        ]
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and getattr(value, "enabled", True):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _folders(order: Order) -> tuple[Folder, ...]:
    return order.collection.folders_of(order.request)


def _queries(order: Order) -> Iterator[Step]:
    """Yield what checks and captures ask for."""
    for check in order.spec.checks.expect:
        yield from _query(parse_check, check.text)
    for row in order.spec.captures:
        yield from _query(parse_capture, row.value)


def _query(parse: Callable[[str], ParsedCheck | ParsedCapture], text: str) -> Iterator[Step]:
    if "variable" not in text and "cookie" not in text.lower():
        return  # the only ones that matter here
    with suppress(WorkbenchError):  # judging it says what is wrong
        yield parse(text).query


def _is_about_cookies(query: Step) -> bool:
    names = [str(argument.value).lower() for argument in query.arguments]
    return query.word.name == "cookie" or (query.word.name == "header" and "set-cookie" in names)
