"""Time limits: four for single steps, one for the whole exchange.

No clock here: whoever waits brings one.
"""

from collections.abc import Callable
from typing import Union

from .errors import (
    ConnectTimeout,
    PoolTimeout,
    ReadTimeout,
    TimeoutException,
    TotalTimeout,
    WriteTimeout,
)

Seconds = float | None
TimeoutTypes = Union["Timeout", Seconds, tuple[Seconds, Seconds, Seconds, Seconds]]
Clock = Callable[[], float]


class _Unset:
    """The type of "not given", which differs from None: no limit."""


UNSET = _Unset()


class Timeout:
    """How long things may take, in seconds; None is for ever.

    `connect`, `read`, `write` and `pool` limit one step each and start anew with each
    step; `total` limits the exchange from the call to the last byte of the body,
    redirects included, so a peer that drips bytes cannot hold it for ever.
    """

    __slots__ = ("connect", "pool", "read", "total", "write")
    connect: Seconds
    read: Seconds
    write: Seconds
    pool: Seconds
    total: Seconds

    def __init__(
        self,
        timeout: TimeoutTypes | _Unset = 5.0,
        *,
        connect: Seconds | _Unset = UNSET,
        read: Seconds | _Unset = UNSET,
        write: Seconds | _Unset = UNSET,
        pool: Seconds | _Unset = UNSET,
        total: Seconds | _Unset = UNSET,
    ) -> None:
        whole: Seconds = None
        if isinstance(timeout, Timeout):
            steps = (timeout.connect, timeout.read, timeout.write, timeout.pool)
            whole = timeout.total
        elif isinstance(timeout, tuple):
            steps = timeout
        else:
            default = None if isinstance(timeout, _Unset) else timeout
            steps = (default, default, default, default)
        self.connect = steps[0] if isinstance(connect, _Unset) else connect
        self.read = steps[1] if isinstance(read, _Unset) else read
        self.write = steps[2] if isinstance(write, _Unset) else write
        self.pool = steps[3] if isinstance(pool, _Unset) else pool
        self.total = whole if isinstance(total, _Unset) else total
        for name in self.__slots__:
            seconds = getattr(self, name)
            try:
                fits = seconds is None or seconds >= 0
            except TypeError:
                raise TypeError(
                    f"a timeout must be a number of seconds or None: {name}={seconds!r}"
                ) from None
            if not fits:
                raise ValueError(
                    f"a timeout must be a number of seconds or None: {name}={seconds!r}"
                )

    def as_dict(self) -> dict[str, Seconds]:
        """Return the limits by name; `total` only if there is one."""
        steps = {"connect": self.connect, "read": self.read, "write": self.write, "pool": self.pool}
        return steps if self.total is None else {**steps, "total": self.total}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeout) and self._limits() == other._limits()

    def __hash__(self) -> int:
        return hash(self._limits())

    def _limits(self) -> tuple[Seconds, ...]:
        return (self.connect, self.read, self.write, self.pool, self.total)

    def __repr__(self) -> str:
        named = {name: seconds for name, seconds in self.as_dict().items() if name != "total"}
        first = None if not named else next(iter(named.values()))
        if all(seconds == first for seconds in named.values()):
            inner = f"timeout={first}"
        else:
            inner = ", ".join(f"{name}={seconds}" for name, seconds in named.items())
        return (
            f"Timeout({inner})" if self.total is None else f"Timeout({inner}, total={self.total})"
        )


class Patience:
    """The time limits of one exchange under way."""

    __slots__ = ("_clock", "_deadline", "connect", "pool", "read", "total", "write")

    def __init__(self, limits: dict[str, Seconds], deadline: Seconds, clock: Clock) -> None:
        self.connect = limits.get("connect")
        self.read = limits.get("read")
        self.write = limits.get("write")
        self.pool = limits.get("pool")
        self.total = limits.get("total")
        self._deadline = deadline
        self._clock = clock

    def within(self, seconds: Seconds) -> Seconds:
        """Return how long a step may wait: its own limit, or what is left of the total.

        Raises TotalTimeout if nothing is left.
        """
        if self._deadline is None:
            return seconds
        left = self._deadline - self._clock()
        if left <= 0:
            raise self._exhausted()
        return left if seconds is None or left < seconds else seconds

    def passed(self) -> bool:
        """Tell whether the whole exchange has had its time."""
        return self._deadline is not None and self._clock() >= self._deadline

    def _exhausted(self) -> TotalTimeout:
        return TotalTimeout(f"the exchange took longer than {self.total:g} s")

    def connecting(self, host: str) -> Callable[[], Seconds]:
        """Start the connect limit, which DNS, TCP and TLS share; return what is left of it."""
        end = None if self.connect is None else self._clock() + self.connect

        def left() -> Seconds:
            seconds = None if end is None else end - self._clock()
            if seconds is not None and seconds <= 0:
                raise self.no_connection(host)
            return self.within(seconds)

        return left

    def no_connection(self, host: str) -> TimeoutException:
        """Return the error for a connection that took too long."""
        if self.passed():
            return self._exhausted()
        return ConnectTimeout(f"no connection to {host} within {self.connect:g} s")

    def no_bytes(self) -> TimeoutException:
        """Return the error for a read that took too long."""
        if self.passed():
            return self._exhausted()
        return ReadTimeout(f"nothing received for {self.read:g} s")

    def no_room(self) -> TimeoutException:
        """Return the error for a write that took too long."""
        if self.passed():
            return self._exhausted()
        return WriteTimeout(f"nothing could be sent for {self.write:g} s")

    def no_turn(self) -> TimeoutException:
        """Return the error for a request that queued too long."""
        if self.passed():
            exhausted = self._exhausted()
            exhausted.phase = "queue"
            return exhausted
        return PoolTimeout(f"no connection became free within {self.pool:g} s")
