"""Run requests in order, with their checks, once or for each row of data."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from workbench.errors import WorkbenchError
from workbench.model import Capabilities, CheckRetry, Exchange, Outcome, RunReport, Value, text_of
from workbench.templating import variables_of

from .dependencies import waits_of
from .order import Order
from .outcomes import masked_outcome, outcome_of
from .redact import redactor_of
from .session import Session
from .sources import Untrusted

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """Requests to run in this order, once for each of the `rows`.

    The values of a row win over all others. Up to `jobs` requests are under way at once; each
    waits for the earlier ones that it depends on. With `bail` nothing more is sent once one
    has not passed. `retry` is for requests that do not say how often to send them again.
    """

    orders: tuple[Order, ...]
    rows: tuple[Row, ...] = ({},)
    jobs: int = 1
    bail: bool = False
    retry: int = 0

    @property
    def total(self) -> int:
        """How many requests there are to send."""
        return len(self.orders) * len(self.rows)

    def order(self, row: Row, at: int) -> Order:
        """Return a request of the plan with the values of a row."""
        order = self.orders[at]
        given = {variable.name: variable.value for variable in order.given}
        retry = order.spec.checks.retry
        if self.retry and not retry.times:
            retry = CheckRetry(self.retry, retry.interval)
        checks = replace(order.spec.checks, retry=retry)
        spec = replace(order.spec, checks=checks)
        return replace(order, spec=spec, given=variables_of(given | dict(row)))


@dataclass(eq=False)
class _Iteration:
    """One row on its way: what is left to begin, and what has ended, by place in the plan."""

    number: int
    row: Row
    session: Session
    left: list[int]
    ended: set[int] = field(default_factory=set)


class CheckedRun:
    """A plan being carried out. What has come of it so far is in `report()` at any time.

    `began` is told each request that is sent, `ended` each outcome, in the order in which
    they end. `settle` may do more with an exchange while its body is there.
    """

    def __init__(
        self,
        plan: CheckedPlan,
        session: Session,
        *,
        began: Callable[[Order], None] = lambda _: None,
        ended: Callable[[Outcome], None] = lambda _: None,
        settle: Callable[[Order, Exchange], Awaitable[None]] | None = None,
    ) -> None:
        self._plan = plan
        self._session = session
        self._began = began
        self._ended = ended
        self._settle = settle
        self._waits = waits_of(plan.orders)
        self._rows = enumerate(plan.rows, 1)
        self._iterations: list[_Iteration] = []
        self._outcomes: dict[tuple[int, int], tuple[Outcome, frozenset[str]]] = {}
        self._stopped = False
        self._cancelled = False
        self._started = 0.0
        self._begun = self._over = 0.0
        self.untrusted = Capabilities()

    async def run(self) -> RunReport:
        """Send the requests and return what came of them.

        A cancellation goes on; what had ended until then is in the report.
        """
        self._session.open()
        self._started, self._begun = time.time(), time.perf_counter()
        running: set[asyncio.Task[None]] = set()
        try:
            while True:
                while len(running) < self._plan.jobs and (step := self._next()) is not None:
                    running.add(asyncio.create_task(self._play(*step)))
                if not running:
                    break
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        except asyncio.CancelledError:
            self._cancelled = True
            raise
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            self._over = time.perf_counter()
        return self.report()

    def report(self) -> RunReport:
        """Return the outcomes in the order of the plan; what was not sent is `skipped`."""
        return RunReport(
            collection=self._plan.orders[0].collection.name if self._plan.orders else "",
            outcomes=tuple(
                self._outcome_of(number, at) or self._skipped(number, row, at)
                for number, row in enumerate(self._plan.rows, 1)
                for at in range(len(self._plan.orders))
            ),
            environment=(self._plan.orders[0].environment or "") if self._plan.orders else "",
            started=self._started,
            seconds=(self._over or time.perf_counter()) - self._begun if self._begun else 0.0,
            cancelled=self._cancelled,
        )

    def _next(self) -> tuple[_Iteration, int] | None:
        """Take the next request that need not wait, from as few iterations as possible."""
        if self._stopped:
            return None
        self._iterations = [each for each in self._iterations if each.left]
        for iteration in self._iterations:
            for at in iteration.left:
                if self._waits[at] <= iteration.ended:
                    iteration.left.remove(at)
                    return iteration, at
        following = next(self._rows, None)
        if following is None or not self._plan.orders:
            return None
        number, row = following
        left = list(range(1, len(self._plan.orders)))
        iteration = _Iteration(number, row, self._session.fresh(), left)
        self._iterations.append(iteration)
        return iteration, 0  # the first one waits for nobody

    async def _play(self, iteration: _Iteration, at: int) -> None:
        order = self._plan.order(iteration.row, at)
        self._began(order)
        outcome = await self._outcome(order, iteration)
        iteration.ended.add(at)
        self._outcomes[iteration.number, at] = outcome, self._session.met.texts
        if self._plan.bail and outcome.state != "passed":
            self._stopped = True
        self._ended(outcome)

    async def _outcome(self, order: Order, iteration: _Iteration) -> Outcome:
        row = _texts(iteration.row)
        try:
            exchange = await iteration.session.send(order, lambda _: None)
        except WorkbenchError as error:
            if isinstance(error, Untrusted):
                self.untrusted |= error.missing
            return Outcome(
                order.request,
                order.name,
                problems=error.problems,
                iteration=iteration.number,
                row=row,
            )
        if self._settle is not None:
            await self._settle(order, exchange)
        return outcome_of(exchange, iteration=iteration.number, row=row)

    def _outcome_of(self, number: int, at: int) -> Outcome | None:
        """Return an outcome without secrets, those that were met since it was made included."""
        if (number, at) not in self._outcomes:
            return None
        outcome, known = self._outcomes[number, at]
        redactor = redactor_of(self._session.met.texts - known)
        return masked_outcome(outcome, redactor) if redactor else outcome

    def _skipped(self, number: int, row: Row, at: int) -> Outcome:
        order = self._plan.orders[at]
        return Outcome(order.request, order.name, iteration=number, row=_texts(row))


def _texts(row: Row) -> dict[str, str]:
    return {name: text_of(value) for name, value in row.items()}
