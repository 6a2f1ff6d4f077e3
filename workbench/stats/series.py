"""How a run went over time, in as many numbers as a sparkline has columns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

_FIRST_WIDTH = 0.05  # seconds: a short run shall have a shape as well


@dataclass(slots=True)
class Slot:
    """What finished in one stretch of time."""

    count: int = 0
    seconds: float = 0.0

    @property
    def mean(self) -> float:
        """The mean latency, 0 if nothing finished."""
        return self.seconds / self.count if self.count else 0.0

    def joined(self, other: "Slot") -> "Slot":
        """Return what finished in both."""
        return Slot(self.count + other.count, self.seconds + other.seconds)


class Series:
    """Counts and latencies in slots of time, all of the same width.

    When time runs past the last slot the slots become twice as wide, so there are never
    more than `slots` of them however long a run takes. One thread adds, any may read.
    """

    def __init__(self, slots: int = 60, width: float = _FIRST_WIDTH) -> None:
        if slots < 2 or slots % 2:
            raise ValueError("slots are joined in pairs: their number must be even")
        self._slots = slots
        self._grid: tuple[float, list[Slot]] = (width, [])  # replaced at once when it widens

    @property
    def width(self) -> float:
        """How many seconds a slot covers."""
        return self._grid[0]

    def add(self, at: float, latency: float) -> None:
        """Count an exchange that finished `at` seconds after the start."""
        width, grid = self._grid
        while int(max(at, 0.0) / width) >= self._slots:
            width *= 2
            if len(grid) % 2:
                grid.append(Slot())
            grid = [a.joined(b) for a, b in zip(grid[::2], grid[1::2], strict=True)]
        number = int(max(at, 0.0) / width)
        grid.extend(Slot() for _ in range(number + 1 - len(grid)))
        slot = grid[number]
        slot.seconds += latency
        slot.count += 1
        self._grid = (width, grid)

    def counts(self) -> list[int]:
        """Return how many finished in each slot up to the last in which any did."""
        return self._each(lambda slot: slot.count)

    def rates(self) -> list[float]:
        """Return how many finished a second in each complete slot."""
        width, grid = self._grid
        return [slot.count / width for slot in grid[:-1]]

    def means(self) -> list[float]:
        """Return the mean latency of each slot; 0 where nothing finished."""
        return self._each(lambda slot: slot.mean)

    def _each(self, value: Callable[[Slot], T]) -> list[T]:
        return [value(slot) for slot in list(self._grid[1])]
