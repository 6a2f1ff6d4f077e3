"""Which requests of a run have to wait for which earlier ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from workbench.checks.parse import parse_capture, parse_check
from workbench.checks.syntax import ParsedCapture, ParsedCheck
from workbench.errors import WorkbenchError
from workbench.templating import Need, ResponseNeed, uses

from .inherit import effective_auth, effective_headers, effective_options
from .library import FUNCTIONS
from .order import Order, SessionValues
from .scopes import scopes_of

NO_VALUES = SessionValues()


@dataclass(frozen=True, slots=True)
class Use:
    """What a request takes and gives: the names that it reads and captures, and its needs."""

    reads: frozenset[str]
    captures: frozenset[str]
    needs: tuple[Need, ...]

    @property
    def responses(self) -> frozenset[str]:
        """The requests whose responses it asks for."""
        return frozenset(need.request for need in self.needs if isinstance(need, ResponseNeed))


def use_of(order: Order) -> Use:
    """Return what a request takes and gives; raises WorkbenchError without its environment."""
    reach = uses(texts_of(order), scopes_of(order, NO_VALUES), FUNCTIONS)
    spec = order.spec
    captures = frozenset(row.name for row in spec.captures if row.enabled and not row.removed)
    return Use(frozenset(reach.names).union(_asked(order)), captures, reach.needs)


def waits_of(orders: Sequence[Order]) -> tuple[frozenset[int], ...]:
    """Return for each request the places of the earlier ones that it has to wait for.

    It waits for those whose captures it reads, whose responses it asks for, and for those
    that have to read a value before it captures another one under the same name. Cookies
    are nobody's business here: who sends one cannot be told in advance.
    """
    known = [use_of(order) for order in orders]
    return tuple(
        frozenset(
            at
            for at, earlier in enumerate(known[:here])
            if not use.reads.isdisjoint(earlier.captures)
            or not use.captures.isdisjoint(earlier.captures | earlier.reads)
            or orders[at].request in use.responses
        )
        for here, use in enumerate(known)
    )


def texts_of(order: Order) -> Iterator[str]:
    """Yield every text that is filled in before a request is sent or judged."""
    spec, folders = order.spec, order.collection.folders_of(order.request)
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


def _asked(order: Order) -> Iterator[str]:
    """Yield the names that checks and captures ask for with the query `variable`."""
    for check in order.spec.checks.expect:
        yield from _variable(parse_check, check.text)
    for row in order.spec.captures:
        yield from _variable(parse_capture, row.value)


def _variable(parse: Callable[[str], ParsedCheck | ParsedCapture], text: str) -> Iterator[str]:
    if "variable" not in text:
        return
    try:
        query = parse(text).query
    except WorkbenchError:
        return  # judging it says what is wrong
    if query.word.name == "variable":
        yield str(query.arguments[0].value)
