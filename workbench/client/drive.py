"""Run a flow to its end. The two drivers differ in `async` and `await` alone."""

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar

S = TypeVar("S")
R = TypeVar("R")


def drive(flow: Generator[S, Any, R], perform: Callable[[S], Any]) -> R:
    """Return a flow's result, performing each step with blocking calls."""
    try:
        step = next(flow)
        while True:
            try:
                reply = perform(step)
            except BaseException as error:  # noqa: BLE001 -- the flow raises it again
                # The flow decides whether this is the end; cancellation passes through it.
                step = flow.throw(error)
            else:
                step = flow.send(reply)
    except StopIteration as done:
        result: R = done.value
        return result
    finally:
        flow.close()


async def adrive(flow: Generator[S, Any, R], perform: Callable[[S], Awaitable[Any]]) -> R:
    """Return a flow's result, awaiting each step."""
    try:
        step = next(flow)
        while True:
            try:
                reply = await perform(step)
            except BaseException as error:  # noqa: BLE001 -- the flow raises it again
                # The flow decides whether this is the end; cancellation passes through it.
                step = flow.throw(error)
            else:
                step = flow.send(reply)
    except StopIteration as done:
        result: R = done.value
        return result
    finally:
        flow.close()
