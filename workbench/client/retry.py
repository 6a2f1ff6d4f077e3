"""Whether and when to ask again. Decisions only: the flow and its driver carry them out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from .ambient import WallClock, fraction, wall_clock
from .errors import (
    ConnectTimeout,
    HTTPError,
    NetworkError,
    ReadTimeout,
    RemoteProtocolError,
    TLSError,
    WriteTimeout,
)
from .request import Request
from .response import Response

# RFC 9110, section 9.2.2: to ask twice has the effect of asking once.
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
# Too many requests, bad gateway, unavailable, gateway timeout: they pass.
PASSING = frozenset({429, 502, 503, 504})
PASSING_ERRORS = (NetworkError, ConnectTimeout, ReadTimeout, WriteTimeout)
YEAR = 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try that was followed by another, or the last: its outcome, and the wait after it.

    `status` or `error` (the name of an exception) is set; `pause` is in seconds.
    """

    number: int
    status: int | None = None
    error: str | None = None
    pause: float | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """How often to ask again after a failure that may pass, and how long to wait before.

    `attempts` counts the first try, too, for each hop of a chain of redirects. Pauses
    double from `backoff` seconds on up to `max_delay`; `jitter` is the part of each that is
    left to chance (0 none, 1 all), so that many clients do not come back at once. A
    `Retry-After` of the server replaces the pause; one longer than `max_delay` ends the
    attempts. Only idempotent `methods` are repeated, and never a body that is gone once
    sent. The attempts are the response's extension "attempts" and, if all failed, the
    error's `attempts`.
    """

    attempts: int = 3
    backoff: float = 0.5
    jitter: float = 0.5
    statuses: Collection[int] = PASSING
    methods: Collection[str] = IDEMPOTENT
    respect_retry_after: bool = True
    max_delay: float = 60.0
    chance: Callable[[], float] = field(default=fraction, repr=False, compare=False)
    clock: WallClock = field(default=wall_clock, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError(f"attempts must be 1 or more, not {self.attempts}")
        if not self.backoff >= 0 or not self.max_delay >= 0:
            raise ValueError("backoff and max_delay must be seconds, 0 or more")
        if not 0 <= self.jitter <= 1:
            raise ValueError(f"jitter must be from 0 to 1, not {self.jitter}")

    def allows(self, request: Request) -> bool:
        """Tell whether a request may be sent more than once."""
        methods = {method.upper() for method in self.methods}
        return request.method in methods and request.stream.can_be_sent is True

    def pause_after(self, number: int, outcome: Response | HTTPError) -> float | None:
        """Return the seconds to wait after attempt `number`, or None if it was the last."""
        if number >= self.attempts or not self._may_pass(outcome):
            return None
        if self.respect_retry_after and isinstance(outcome, Response):
            asked = retry_after(outcome, self.clock())
            if asked is not None:
                return asked if asked <= self.max_delay else None
        # 2**32 half seconds are more than any max_delay: the cap keeps the power a float.
        full = min(self.backoff * 2.0 ** min(number - 1, 32), self.max_delay)
        return full * (1 - self.jitter * self.chance())

    def _may_pass(self, outcome: Response | HTTPError) -> bool:
        if isinstance(outcome, Response):
            return outcome.status_code in self.statuses
        if isinstance(outcome, RemoteProtocolError):
            return outcome.retriable
        return isinstance(outcome, PASSING_ERRORS) and not isinstance(outcome, TLSError)


RetryTypes = Retry | int


def retry_of(given: RetryTypes | None) -> Retry | None:
    """Return a retries argument as a Retry: a number says how often to ask again."""
    if given is None or isinstance(given, Retry):
        return given
    if isinstance(given, bool) or not isinstance(given, int):
        raise TypeError(f"retries must be a Retry or a number, not {type(given).__name__}")
    return Retry(attempts=given + 1) if given else None


def retry_after(response: Response, now: float) -> float | None:
    """Return the seconds a Retry-After header asks for, or None (RFC 9110, section 10.2.3)."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text) if len(text) <= 9 else float(YEAR)
    if not 0 < len(text) <= 64:
        return None
    from email.utils import mktime_tz, parsedate_tz

    try:
        parsed = parsedate_tz(text)
        return None if parsed is None else max(0.0, mktime_tz(parsed) - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None  # not a date after all: as if the header were missing
