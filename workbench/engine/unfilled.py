"""Names in checks and captures that nothing has: known before anything is sent."""

from collections.abc import Iterator
from functools import partial

from workbench.checks.parse import parse_capture, parse_check
from workbench.errors import Problem, WorkbenchError
from workbench.templating import Resolver

from .ambient import ambient
from .filling import Filling
from .library import FUNCTIONS
from .order import Order, SessionValues
from .scopes import scopes_of

MISSING = ("unresolved ", "unknown function ")


def unfilled(order: Order, expected: SessionValues) -> Iterator[Problem]:
    """Yield what checks and captures of a request name and nothing has, each once.

    `expected` are stand-ins for what is captured; they can be wrong where the values will be
    right, so that only what is missing counts.
    """
    texts = [
        (f"checks.expect.{at}", check.text)
        for at, check in enumerate(order.spec.checks.expect)
        if check.enabled and "{{" in check.text
    ]
    texts += [
        (f"captures.{row.name}", row.value)
        for row in order.spec.captures
        if row.enabled and not row.removed and "{{" in row.value
    ]
    if not texts:
        return
    resolver = Resolver(scopes_of(order, expected), FUNCTIONS, ambient=ambient())
    filling = Filling(resolver, order.request, order.collection)
    for place, text in texts:
        parse = parse_check if place.startswith("checks") else parse_capture
        try:
            parse(text).filled(partial(filling.text, field=place))
        except WorkbenchError:
            continue  # it cannot be read, which is told elsewhere
    for problem in filling.problems:
        if problem.what.startswith(MISSING):
            yield problem
