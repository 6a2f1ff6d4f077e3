"""What a run keeps of an exchange: nothing secret, and of a body what a report shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbench.model import Bytes, Exchange, Outcome

from .masking import masked_by, masked_problem
from .redact import Redactor, redactor_of
from .reports.evidence import EXCERPT


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes in memory: the beginning of a body that was `size` octets long."""

    content: bytes = field(repr=False)
    size: int

    def read(self, start: int, length: int) -> bytes:
        """Return up to `length` of the bytes from `start`."""
        return self.content[start : start + length]


def outcome_of(
    exchange: Exchange, *, iteration: int = 1, row: Mapping[str, str] | None = None
) -> Outcome:
    """Return what came of a finished exchange, for a report.

    A body is kept only if something was wrong, then its beginning, with secrets masked;
    neither they nor the hops as they were are in the outcome.
    """
    text = redactor_of(exchange.secrets).text
    body = None if exchange.passed else _beginning(exchange)
    return Outcome(
        id=exchange.request,
        name=exchange.name,
        exchange=replace(exchange, body=body, secrets=frozenset(), revealed=()),
        iteration=iteration,
        row={name: text(value) for name, value in (row or {}).items()},
    )


def masked_outcome(outcome: Outcome, redactor: Redactor) -> Outcome:
    """Return what came of an exchange without secrets that were met after it."""
    exchange, text = outcome.exchange, redactor.text
    if exchange is not None:
        body = exchange.body
        if isinstance(body, Held):
            body = replace(body, content=redactor.content(body.content))
        exchange = replace(masked_by(exchange, redactor), body=body)
    return replace(
        outcome,
        exchange=exchange,
        problems=tuple(masked_problem(problem, redactor) for problem in outcome.problems),
        row={name: text(value) for name, value in outcome.row.items()},
    )


def _beginning(exchange: Exchange) -> Bytes | None:
    if exchange.body is None:
        return None
    octets = redactor_of(exchange.secrets).beginning(exchange.body.read, EXCERPT)
    return Held(octets, exchange.body.size)
