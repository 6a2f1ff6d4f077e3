"""Who holds which connection, in O(1) for each request. No I/O, no locks, no clock.

Kept connections lie in one stack per origin, newest on top, so that a quiet pool shrinks to
the few it needs; requests that find no room wait in one queue. A released connection goes
straight to the oldest waiter. So nobody waits while a connection lies idle, and a
newcomer cannot overtake the queue.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from enum import Enum
from typing import Generic, Protocol, TypeVar

from .limits import Limits
from .route import Destination


class Poolable(Protocol):
    """What the pool needs of a connection."""

    origin: Destination
    expires_at: float | None


C = TypeVar("C", bound=Poolable)


class Verdict(Enum):
    """What a request gets that gets no kept connection."""

    OPEN = "make a connection; room for it is reserved"
    QUEUE = "wait"


QUEUE = Verdict.QUEUE  # before Python 3.12 it takes long to get at a member


class Waiter(Generic[C]):
    """A request in the queue. What it is granted is a connection, or room for one (None)."""

    __slots__ = ("_wake", "connection", "fresh", "granted", "origin")

    def __init__(self, origin: Destination, fresh: bool, wake: Callable[[], None]) -> None:
        self.origin = origin
        self.fresh = fresh
        self.connection: C | None = None
        self.granted = False
        self._wake = wake

    def grant(self, connection: C | None) -> None:
        """End the wait."""
        self.connection = connection
        self.granted = True
        self._wake()


class Pool(Generic[C]):
    """The books of one client's connections.

    `retired` are those to be closed by whoever keeps the books.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stacks: dict[Destination, deque[C]] = {}
        self._idle: OrderedDict[C, None] = OrderedDict()  # oldest first
        self._queue: deque[Waiter[C]] = deque()
        self.open = 0  # idle, busy, and being made
        self.retired: list[C] = []
        self.closed = False

    @property
    def idle(self) -> int:
        """How many connections are kept for later."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many requests are in the queue."""
        return len(self._queue)

    def claim(self, origin: Destination, now: float, fresh: bool = False) -> C | Verdict:
        """Return a kept connection, or what to do instead.

        Whether it is still alive is for whoever gets it to find out; its room is theirs.
        `fresh` asks for a new one because a kept one has just let its request down.
        """
        self._expire(now)
        if not fresh and (stack := self._stacks.get(origin)):
            connection = stack.pop()
            if not stack:
                del self._stacks[origin]
            del self._idle[connection]
            return connection
        limit = self._limits.max_connections
        if limit is not None and self.open >= limit:
            if not self._idle:
                return Verdict.QUEUE
            self._retire_oldest()
        self.open += 1
        return Verdict.OPEN

    def enqueue(self, waiter: Waiter[C]) -> None:
        """Let a request wait for its turn."""
        self._queue.append(waiter)

    def release(self, connection: C, usable: bool, now: float) -> None:
        """Take a connection back: hand it on, keep it, or retire it."""
        if self._queue:
            waiter = self._queue.popleft()
            if usable and not waiter.fresh and waiter.origin == connection.origin:
                waiter.grant(connection)
            else:
                self.retired.append(connection)  # its room goes to the waiter
                waiter.grant(None)
            return
        keep = self._limits.max_keepalive_connections
        if not usable or self.closed or (keep is not None and len(self._idle) >= keep):
            self._retire(connection)
            return
        expiry = self._limits.keepalive_expiry
        connection.expires_at = None if expiry is None else now + expiry
        stack = self._stacks.get(connection.origin)
        if stack is None:
            stack = self._stacks[connection.origin] = deque()
        stack.append(connection)
        self._idle[connection] = None

    def vacate(self) -> None:
        """Give back room that was reserved for a connection which could not be made."""
        if self._queue:
            self._queue.popleft().grant(None)
        else:
            self.open -= 1

    def leave(self, waiter: Waiter[C], now: float) -> None:
        """Give up waiting; what was granted in the same moment goes to the next."""
        if not waiter.granted:
            self._queue.remove(waiter)
        elif waiter.connection is None:
            self.vacate()
        else:
            self.release(waiter.connection, usable=True, now=now)

    def close(self) -> None:
        """Retire what is idle, and what is released from now on."""
        self.closed = True
        while self._idle:
            self._retire_oldest()

    def forget(self) -> list[C]:
        """Begin anew in a forked process; return the idle connections, which are its parent's."""
        forgotten = [*self._idle]
        self._idle.clear()
        self._stacks.clear()
        self._queue.clear()
        self.retired.clear()
        self.open = 0
        return forgotten

    def take_retired(self) -> list[C]:
        """Return the connections to close, once."""
        retired, self.retired = self.retired, []
        return retired

    def _retire(self, connection: C) -> None:
        self.open -= 1
        self.retired.append(connection)

    def _retire_oldest(self) -> None:
        connection, _ = self._idle.popitem(last=False)
        stack = self._stacks[connection.origin]
        stack.popleft()  # the oldest of all is the oldest of its origin
        if not stack:
            del self._stacks[connection.origin]
        self._retire(connection)

    def _expire(self, now: float) -> None:
        while self._idle:
            oldest = next(iter(self._idle))
            if oldest.expires_at is None or oldest.expires_at > now:
                break
            self._retire_oldest()
