"""A stored response in the form of an exchange, so that another can be compared with it."""

from dataclasses import replace

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Baseline,
    Exchange,
    HeaderList,
    StoredBytes,
    StoredJson,
    StoredResponse,
    json_of,
)

from .history import KeptBytes


def stored_pair(
    stored: StoredResponse, baseline: Baseline, exchange: Exchange
) -> tuple[Exchange, Exchange]:
    """Return what was stored and an exchange, both with the headers that count and no others.

    Raises WorkbenchError if only a fingerprint of the body was stored.
    """
    if isinstance(stored.body, StoredBytes):
        what = "only a fingerprint of the body is stored"
        raise WorkbenchError(Problem(what, hint="the tab Checks tells whether it is the same"))
    text = json_of(stored.body.value) if isinstance(stored.body, StoredJson) else stored.body.text
    body = KeptBytes(text.encode("utf-8", "surrogatepass"))
    names = {name.lower() for name in baseline.headers}
    hop = exchange.hops[-1]
    counted: HeaderList = tuple(field for field in hop.headers if field[0].lower() in names)
    reason = hop.reason if stored.status == hop.status else ""
    before = replace(hop, status=stored.status, reason=reason, headers=stored.headers)
    hops = exchange.hops[:-1]
    return (
        replace(exchange, hops=(*hops, before), body=body, size=body.size, failure=None),
        replace(exchange, hops=(*hops, replace(hop, headers=counted))),
    )
