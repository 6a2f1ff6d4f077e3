"""What a run amounts to, kept up to date row by row."""

from collections.abc import Mapping

from workbench.model import RunRow

from .histogram import Histogram
from .series import Series

STATUS_CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx", "other", "failed")
"""The classes that `by_status` counts; `failed` are exchanges without a complete response."""


class Summary:
    """Counts, throughput and latencies of the rows added so far.

    Latencies are those of complete responses: a connection refused after a millisecond
    would make a broken server look fast. One thread adds, any may read.
    """

    def __init__(self) -> None:
        self.latencies = Histogram()
        self.series = Series()
        self._by_status = dict.fromkeys(STATUS_CLASSES, 0)
        self._done = self._ok = self._received = 0
        self._seconds = 0.0

    def add(self, row: RunRow, at: float) -> None:
        """Count an exchange that finished `at` seconds after the start of the run."""
        self._by_status[status_class(row)] += 1
        self._ok += row.ok
        self._received += row.size
        self._seconds = max(self._seconds, at)
        if not row.failure:
            self.latencies.add(row.elapsed)
        self.series.add(at, row.elapsed)
        self._done += 1

    @property
    def done(self) -> int:
        """How many exchanges have finished, well or not."""
        return self._done

    @property
    def ok(self) -> int:
        """How many got a complete response with a status below 400."""
        return self._ok

    @property
    def failed(self) -> int:
        """How many did not."""
        return self._done - self._ok

    @property
    def received(self) -> int:
        """Bytes of all bodies."""
        return self._received

    @property
    def seconds(self) -> float:
        """When the last exchange finished, from the start of the run."""
        return self._seconds

    @property
    def throughput(self) -> float:
        """Exchanges finished a second, well or not, from the start to the last; 0 before any."""
        return self._done / self._seconds if self._seconds else 0.0

    @property
    def by_status(self) -> Mapping[str, int]:
        """How many there are of each of `STATUS_CLASSES`."""
        return dict(self._by_status)

    @property
    def p50(self) -> float | None:
        """The latency that half of the complete responses did not exceed."""
        return self.latencies.quantile(0.50)

    @property
    def p95(self) -> float | None:
        """The latency that 95 % of the complete responses did not exceed."""
        return self.latencies.quantile(0.95)

    @property
    def p99(self) -> float | None:
        """The latency that 99 % of the complete responses did not exceed."""
        return self.latencies.quantile(0.99)


def status_class(row: RunRow) -> str:
    """Return which of `STATUS_CLASSES` an exchange belongs to."""
    if row.failure or row.status is None:
        return "failed"
    name = f"{row.status // 100}xx"
    return name if name in STATUS_CLASSES else "other"
