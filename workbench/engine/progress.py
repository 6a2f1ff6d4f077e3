"""How far a run has come.

The network's loop writes, any other thread reads without a lock: rows and exchanges are
only ever appended, and everything else is one value that is replaced.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from workbench.errors import Problem
from workbench.model import Exchange, Plan, Report, RunRow
from workbench.stats import Summary

# Every exchange leaves a row; full records are kept as long as they fit.
MOST_EXCHANGES = 10_000
MOST_BODY_BYTES = 256 * 1024**2
MOST_PROBLEMS = 100


class RunProgress:
    """How far a run has come, and in the end all that it found.

    `rows` has the finished exchanges in completion order and only grows. Beyond
    10,000 exchanges or 256 MiB of bodies, exchanges are kept without their body (then
    `body` is None although `size` is not 0) or not at all; rows are kept always.
    """

    def __init__(
        self,
        plan: Plan,
        on_row: Callable[[RunRow], None] | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.total = plan.total
        self.rows: list[RunRow] = []
        self.exchanges: list[Exchange] = []
        self.problems: list[Problem] = []
        self.in_flight = 0
        self.cancelled = False
        self._on_row = on_row
        self._clock = clock
        self._summary = Summary()
        self._begun: float | None = None
        self._ended: float | None = None
        self._body_bytes = 0

    @property
    def seconds(self) -> float:
        """How long the run took, or has taken so far."""
        if self._begun is None:
            return 0.0
        return (self._ended or self._clock()) - self._begun

    @property
    def running(self) -> bool:
        """True until nothing more will come; a run that has not begun is running as well."""
        return self._ended is None

    @property
    def keeps_bodies(self) -> bool:
        """True while there is room for another body."""
        return self._body_bytes < MOST_BODY_BYTES and len(self.exchanges) < MOST_EXCHANGES

    def begin(self) -> None:
        """The run starts now."""
        self._begun = self._clock()

    def add(self, number: int, exchange: Exchange) -> None:
        """Count one finished exchange; `number` is its place in the plan, from 1."""
        failure = exchange.failure
        row = RunRow(
            number=number,
            name=exchange.name,
            method=exchange.method,
            url=exchange.url,
            status=exchange.status,
            elapsed=exchange.elapsed,
            size=exchange.size,
            failure=failure.problem.what if failure else "",
        )
        self._keep(exchange)
        if failure and failure.problem not in self.problems and len(self.problems) < MOST_PROBLEMS:
            self.problems.append(failure.problem)
        self._summary.add(row, self.seconds)
        self.rows.append(row)
        if self._on_row is not None:
            self._on_row(row)

    def end(self, cancelled: bool) -> None:
        """The run is over; what was under way when it was cancelled does not count."""
        self.cancelled = cancelled
        self.in_flight = 0
        self._ended = self._clock()

    def summary(self) -> Summary:
        """Return counts, throughput and latencies; it goes on changing while the run runs."""
        return self._summary

    def latencies(self) -> list[float]:
        """Return the mean latency of each stretch of the run, for a sparkline."""
        return self._summary.series.means()

    def exchange(self, index: int) -> Exchange | None:
        """Return the full record that belongs to `rows[index]`, if it was kept."""
        return self.exchanges[index] if 0 <= index < len(self.exchanges) else None

    def report(self) -> Report:
        """Return the outcome, as far as there is one."""
        return Report(
            rows=tuple(self.rows),
            total=self.total,
            seconds=self.seconds,
            cancelled=self.cancelled,
            exchanges=tuple(self.exchanges),
        )

    def _keep(self, exchange: Exchange) -> None:
        if len(self.exchanges) >= MOST_EXCHANGES:
            return
        if exchange.body is not None:
            if self._body_bytes + exchange.size > MOST_BODY_BYTES:
                exchange = replace(exchange, body=None)
            else:
                self._body_bytes += exchange.size
        self.exchanges.append(exchange)
