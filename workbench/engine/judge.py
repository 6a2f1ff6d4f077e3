"""Who judges responses, in a thread: bodies may be large, and checks take their time."""

import asyncio
from collections.abc import Callable

from workbench.errors import WorkbenchError
from workbench.model import Captured, Exchange, Failure, StoredResponse
from workbench.templating import Facts

from .growing import GrowingRecord
from .judgement import Judgement
from .order import Order, SessionValues

LoadBaseline = Callable[[Order], StoredResponse | None]


class Judge:
    """Judges by an order's checks and captures, and by the response that `baseline` finds.

    The languages of checks are imported when there is something to judge.
    """

    def __init__(self, baseline: LoadBaseline) -> None:
        self._baseline = baseline

    async def judge(
        self,
        order: Order,
        record: GrowingRecord,
        values: SessionValues,
        facts: Facts,
        failure: Failure | None,
    ) -> Judgement:
        """Return the judgement on a response that has just come."""
        from .judging import judged, subject_of

        elapsed = record.elapsed

        def work() -> Judgement:
            stored = self._stored(order)
            raw = None if record.raw is None else bytes(record.raw)
            subject = subject_of(record.hops, record.body, elapsed, failure, raw)
            return judged(order, subject, values, facts, stored)

        return await asyncio.to_thread(work)

    async def judge_again(
        self,
        order: Order,
        exchange: Exchange,
        values: SessionValues,
        facts: Facts,
        met: frozenset[str],
    ) -> tuple[Exchange, tuple[Captured, ...]]:
        """Return a finished record with other verdicts, and what its request captures now.

        The record is without the secrets that were `met`.
        """
        from .judging_again import judged_again

        def work() -> tuple[Exchange, tuple[Captured, ...]]:
            return judged_again(order, exchange, values, facts, self._stored(order), met)

        return await asyncio.to_thread(work)

    def _stored(self, order: Order) -> StoredResponse | WorkbenchError | None:
        """Return the response to be like, if there is a baseline, or why it cannot be read."""
        if order.spec.baseline is None:
            return None
        try:
            return self._baseline(order)
        except WorkbenchError as error:
            return error
