"""Judge a response that is there already, by checks that came or changed after it."""

from dataclasses import replace

from workbench.errors import WorkbenchError
from workbench.model import Captured, Exchange, StoredResponse
from workbench.templating import Facts
from workbench.templating.filled import secret_texts

from .judgement import Judgement, is_judged
from .judging import judged, subject_of
from .masking import marked_capture, masked_capture, masked_exchange, masked_verdict
from .order import Order, SessionValues
from .redact import redactor_of


def judged_again(
    order: Order,
    exchange: Exchange,
    values: SessionValues,
    facts: Facts,
    stored: StoredResponse | WorkbenchError | None,
    known: frozenset[str],
) -> tuple[Exchange, tuple[Captured, ...]]:
    """Return a finished record with verdicts by what its request says now, and what it captures.

    The record is without secrets, those of `known` included. Takes as long as the checks do.
    """
    judgement = Judgement()
    if is_judged(order.spec):
        hops = exchange.revealed or exchange.hops
        subject = subject_of(hops, exchange.body, exchange.elapsed, exchange.failure)
        judgement = judged(order, subject, values, facts, stored)
    secret = (secret_texts(found.value) for found in judgement.captured if found.secret)
    secrets = (exchange.secrets | known).union(*secret)
    redactor = redactor_of(secrets)
    captured = tuple(marked_capture(found, redactor) for found in judgement.captured)
    shown = replace(
        masked_exchange(exchange, secrets),
        verdicts=tuple(masked_verdict(verdict, redactor) for verdict in judgement.verdicts),
        captured=tuple(masked_capture(found, redactor) for found in captured),
    )
    return shown, captured
