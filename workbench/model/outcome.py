"""What came of a request that was run with its checks, and of all of them together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.errors import Problem

from .checks import Captured, Verdict
from .collection import NodeId
from .exchange import Exchange

State = Literal["passed", "failed", "unanswered", "skipped"]
STATES: tuple[State, ...] = ("passed", "failed", "unanswered", "skipped")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One request of a run, and the exchange that its last attempt ended in.

    `iteration` counts the rows of the run's data from 1, `row` is that row. `problems` say
    why nothing was sent; without any, a missing exchange means that the run was over before.
    """

    id: NodeId
    name: str
    exchange: Exchange | None = None
    problems: tuple[Problem, ...] = ()
    iteration: int = 1
    row: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """`unanswered` without a complete response, `failed` if a check or a capture is."""
        if self.exchange is None:
            return "unanswered" if self.problems else "skipped"
        if self.exchange.failure is not None:
            return "unanswered"
        return "passed" if self.exchange.passed else "failed"

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What its checks came to, in their order."""
        return () if self.exchange is None else self.exchange.verdicts

    @property
    def captured(self) -> tuple[Captured, ...]:
        """What was taken from its response, in the order of the captures."""
        return () if self.exchange is None else self.exchange.captured

    @property
    def attempts(self) -> int:
        """How often it was sent, as far as is known."""
        return 1 if self.exchange is None else self.exchange.attempts

    @property
    def seconds(self) -> float:
        """How long the exchange took."""
        return 0.0 if self.exchange is None else self.exchange.elapsed

    @property
    def label(self) -> str:
        """The request's name; with the number of its iteration from the second on."""
        return self.name if self.iteration == 1 else f"{self.name} [{self.iteration}]"


@dataclass(frozen=True, slots=True)
class RunReport:
    """All that a run of checks found. `started` is in seconds since the epoch."""

    collection: str
    outcomes: tuple[Outcome, ...]
    environment: str = ""
    started: float = 0.0
    seconds: float = 0.0
    cancelled: bool = False

    def counts(self) -> Mapping[State, int]:
        """Return how many requests ended in each state, zeros included."""
        found = Counter(outcome.state for outcome in self.outcomes)
        return {state: found[state] for state in STATES}

    @property
    def checks(self) -> int:
        """How many checks were judged."""
        return sum(len(outcome.verdicts) for outcome in self.outcomes)
