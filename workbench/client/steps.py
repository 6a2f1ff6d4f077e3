"""What a flow may ask of its driver beside sending and reading; aside.py performs these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .auth.own import OwnRounds
    from .request import Request
    from .response import Response


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait some seconds and reply True; or reply False at once if the deadline comes first.

    The deadline is a time of `time.perf_counter`, as in a request's extensions.
    """

    seconds: float
    deadline: float | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Reply with what a caller's function returns; it may block, or return an awaitable."""

    function: Callable[..., Any]
    given: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquire:
    """Send an authentication's own request; reply with its response, the body read.

    It is not redirected, not repeated and no part of the history: its body is a secret.
    """

    request: "Request"


@dataclass(frozen=True, slots=True)
class Ask:
    """Hand a response to rounds that do their own I/O; reply with their next request, or None."""

    rounds: "OwnRounds"
    response: "Response | None"


@dataclass(frozen=True, slots=True)
class Leave:
    """Close rounds that do their own I/O before their end."""

    rounds: "OwnRounds"
