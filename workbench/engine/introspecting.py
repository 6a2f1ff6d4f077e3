"""Ask a GraphQL server for its schema, as a request of the collection is sent to it."""

from dataclasses import replace
from typing import Any

from workbench.errors import Problem, WorkbenchError
from workbench.graphql import QUERY, schema_data
from workbench.model import Checks, Exchange, GraphQLBody

from .order import Order

MOST_BODY = 16 * 1024 * 1024


def introspection_of(order: Order) -> Order:
    """Return the order that asks for the schema: the same place, headers and credentials."""
    body = GraphQLBody(QUERY, operation="IntrospectionQuery")
    spec = replace(order.spec, body=body, checks=Checks(), captures=(), baseline=None)
    return replace(order, spec=spec)


def told_by(exchange: Exchange) -> dict[str, Any]:
    """Return what a server tells of its schema; raises WorkbenchError with the reason if not."""
    if exchange.failure is not None:
        raise WorkbenchError(exchange.failure.problem)
    body = exchange.body
    if body is None or body.size > MOST_BODY:
        raise WorkbenchError(Problem("the server does not tell its schema in 16 MiB or less"))
    try:
        return schema_data(body.read(0, body.size))
    except WorkbenchError as error:
        if exchange.status == 200:
            raise
        (problem,) = error.problems
        what = f"{problem.what} (status {exchange.status})"
        raise WorkbenchError(replace(problem, what=what)) from None
