"""Latencies of any number of exchanges in a fixed amount of memory."""

from math import ceil, log

_SMALLEST = 1e-6  # seconds; what is faster counts as this fast
_LARGEST = 1e5  # seconds, more than a day
_GROWTH = 1.02  # from one bucket to the next
_NANOSECONDS = 1_000_000_000
_ROUNDING = 1e-9  # 0.07 * 100 is a little more than 7 in floating point


def _bucket(seconds: float) -> int:
    if seconds <= _SMALLEST:
        return 0
    return min(_BUCKETS - 1, ceil(log(seconds / _SMALLEST) / log(_GROWTH)))


_BUCKETS = ceil(log(_LARGEST / _SMALLEST) / log(_GROWTH)) + 1


class Histogram:
    """Counts seconds in buckets that grow by 2 %, so quantiles are right to within 1 %.

    Equal widths would need 60,000 buckets to tell 1 ms from 60 s. One thread adds, any
    may read at the same time.
    """

    def __init__(self) -> None:
        self._buckets = [0] * _BUCKETS
        self._count = 0
        self._nanoseconds = 0  # whole ones, so that merging in another order gives the same
        self._minimum: float | None = None
        self._maximum: float | None = None

    @property
    def count(self) -> int:
        """How many values were added."""
        return self._count

    @property
    def minimum(self) -> float | None:
        """The least value, exactly."""
        return self._minimum

    @property
    def maximum(self) -> float | None:
        """The greatest value, exactly."""
        return self._maximum

    @property
    def mean(self) -> float | None:
        """The mean, to the nanosecond."""
        return self._nanoseconds / _NANOSECONDS / self._count if self._count else None

    def add(self, seconds: float) -> None:
        """Count a value."""
        self._buckets[_bucket(seconds)] += 1
        self._nanoseconds += round(seconds * _NANOSECONDS)
        self._minimum = seconds if self._minimum is None else min(self._minimum, seconds)
        self._maximum = seconds if self._maximum is None else max(self._maximum, seconds)
        self._count += 1

    def quantile(self, share: float) -> float | None:
        """Return the value that a share of all values (0.99 for p99) does not exceed.

        It is the nearest-rank quantile, to within 1 %, and None if there are no values.
        """
        if self._minimum is None or self._maximum is None:
            return None
        rank = max(1, ceil(share * self._count - _ROUNDING))
        seen = 0
        for bucket, count in enumerate(self._buckets):
            seen += count
            if seen >= rank:
                middle: float = _SMALLEST * _GROWTH ** (bucket - 0.5)
                return min(max(middle, self._minimum), self._maximum)
        return self._maximum

    def merge(self, other: "Histogram") -> "Histogram":
        """Return the histogram of the values of both."""
        merged = Histogram()
        merged._buckets = [a + b for a, b in zip(self._buckets, other._buckets, strict=True)]
        merged._count = self._count + other._count
        merged._nanoseconds = self._nanoseconds + other._nanoseconds
        least = [value for value in (self._minimum, other._minimum) if value is not None]
        greatest = [value for value in (self._maximum, other._maximum) if value is not None]
        merged._minimum = min(least, default=None)
        merged._maximum = max(greatest, default=None)
        return merged

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Histogram) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # it changes
