"""What to repeat, and how a repetition went."""

from dataclasses import dataclass

from .exchange import Exchange
from .resolved import Resolved


@dataclass(frozen=True, slots=True)
class Plan:
    """Send every request `repeat` times, in order, at most `concurrency` at once.

    They carry the cookies of an `environment`, and leave theirs there.
    """

    requests: tuple[Resolved, ...]
    repeat: int = 1
    concurrency: int = 1
    environment: str | None = None

    @property
    def total(self) -> int:
        """How many exchanges the run will make."""
        return len(self.requests) * self.repeat


@dataclass(frozen=True, slots=True)
class RunRow:
    """One finished exchange of a run, small enough to keep for every one of them."""

    number: int
    name: str
    method: str
    url: str
    status: int | None
    elapsed: float
    size: int
    failure: str = ""

    @property
    def ok(self) -> bool:
        """True when a complete response with a status below 400 arrived."""
        return not self.failure and self.status is not None and self.status < 400


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run; `exchanges` holds as many full records as were kept."""

    rows: tuple[RunRow, ...]
    total: int
    seconds: float
    cancelled: bool = False
    exchanges: tuple[Exchange, ...] = ()
