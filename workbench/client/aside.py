"""Perform the steps that need no transport. The two halves differ in how they wait."""

import time
from inspect import isawaitable, iscoroutinefunction
from typing import Any

from .backend import in_trio
from .steps import Ask, Call, Leave, Pause


def aside(step: object) -> Any:
    """Perform a step with blocking calls and return its reply."""
    match step:
        case Pause(seconds, deadline):
            if out_of_time(seconds, deadline):
                return False
            time.sleep(seconds)
            return True
        case Call(function, given):
            reply = function(*given)
            if isawaitable(reply):
                if hasattr(reply, "close"):
                    reply.close()
                raise TypeError("an async function needs an AsyncClient")
            return reply
        case Ask(rounds, response):
            return rounds.ask(response)
        case Leave(rounds):
            return rounds.leave()
    raise TypeError(f"no driver performs {type(step).__name__}")


async def aaside(step: object) -> Any:
    """Perform a step without blocking the event loop and return its reply."""
    match step:
        case Pause(seconds, deadline):
            if out_of_time(seconds, deadline):
                return False
            await sleep(seconds)
            return True
        case Call(function, given):
            reply = await called(function, given)
            return await reply if isawaitable(reply) else reply
        case Ask(rounds, response):
            return await rounds.aask(response)
        case Leave(rounds):
            return await rounds.aleave()
    raise TypeError(f"no driver performs {type(step).__name__}")


def out_of_time(seconds: float, deadline: float | None) -> bool:
    """Tell whether a deadline comes before the end of a wait."""
    return deadline is not None and time.perf_counter() + seconds >= deadline


async def sleep(seconds: float) -> None:
    """Wait with the library that runs this code."""
    if in_trio():
        import trio

        await trio.sleep(seconds)
    else:
        import asyncio

        await asyncio.sleep(seconds)


class Turn:
    """The time for which a task may keep others waiting while it does not wait itself."""

    __slots__ = ("_began",)
    LENGTH = 0.01  # seconds

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def begin(self) -> None:
        """Begin anew: the others have just had their turns."""
        self._began = time.perf_counter()

    def is_over(self) -> bool:
        """Tell whether it is for the others now."""
        return time.perf_counter() - self._began > self.LENGTH

    async def give_way(self) -> None:
        """Let the others have their turns; a cancellation arrives here."""
        await sleep(0)
        self.begin()


async def called(function: Any, given: tuple[Any, ...]) -> Any:
    """Call a function: here if it is async, else in a thread."""
    if iscoroutinefunction(function):
        return function(*given)
    from anyio import to_thread

    # In a tuple: trio refuses to bring a coroutine, which a lambda may return, out of a thread.
    (reply,) = await to_thread.run_sync(lambda: (function(*given),), abandon_on_cancel=True)
    return reply
