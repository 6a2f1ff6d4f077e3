"""Which of several requests under way ended, in the order they did. No I/O, no locks.

What has ended waits in a queue, so that the next one costs the same however many are
still under way.
"""

from collections import deque
from contextlib import suppress
from typing import Any, Generic, TypeVar

from .errors import InvalidURL, RequestError
from .request import Request
from .response import Response
from .url import URL

R = TypeVar("R", bound=Response)


class Pending(Generic[R]):
    """A request under way, and what came of it."""

    def __init__(self, method: str, url: URL | str) -> None:
        self.method = method
        self.url = url
        self._response: R | None = None
        self._error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        """Whether its response, or what went wrong, is there."""
        return self._response is not None or self._error is not None

    def _result(self) -> R:
        if self._error is not None:
            raise self._error
        assert self._response is not None
        return self._response


P = TypeVar("P", bound="Pending[Any]")


class Completions(Generic[P]):
    """The requests of a block whose responses nobody has got yet."""

    def __init__(self) -> None:
        self.open: dict[P, None] = {}  # a set in the order of the calls
        self._finished: deque[P] = deque()

    def finish(self, pending: P) -> None:
        """Queue one that has ended, unless somebody waits for that one."""
        if pending in self.open:
            self._finished.append(pending)

    def take(self, pending: P) -> None:
        """Count one as handed out, because it is asked for by itself."""
        self.open.pop(pending, None)

    def give_back(self, pending: P) -> None:
        """Count one as not handed out after all."""
        self.open[pending] = None
        if pending.is_done:
            self._finished.append(pending)

    def next(self) -> P | None:
        """Hand out the one that ended first, or None if none has; raises if none is left."""
        while self._finished:
            pending = self._finished.popleft()
            if pending in self.open:
                del self.open[pending]
                return pending
        if not self.open:
            raise RuntimeError("no response is pending")
        return None


def cancelled(method: str, url: URL | str) -> RequestError:
    """Return the error of a request that was not over when its block was left."""
    error = RequestError("the request was cancelled: its parallel block was left")
    with suppress(InvalidURL):  # which its own error would have said
        error.request = Request(method, url)
    return error
