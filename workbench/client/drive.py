"""Run a flow to its end. The two drivers differ in `async` and `await` alone."""

from collections.abc import Awaitable, Callable
from typing import Any

from .flow import Flow, Step
from .response import Response


def drive(flow: Flow, perform: Callable[[Step], Any]) -> Response:
    """Return a flow's response, performing each step with blocking calls."""
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
        response: Response = done.value
        return response
    finally:
        flow.close()


async def adrive(flow: Flow, perform: Callable[[Step], Awaitable[Any]]) -> Response:
    """Return a flow's response, awaiting each step."""
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
        response: Response = done.value
        return response
    finally:
        flow.close()
