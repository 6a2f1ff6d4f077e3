"""Send many requests at once."""

import asyncio

from workbench.model import Exchange, Plan, Report

from .progress import RunProgress
from .session import Session


async def run(plan: Plan, session: Session, progress: RunProgress) -> Report:
    """Send a plan's requests, at most `concurrency` at once, and return what happened.

    When cancelled, the cancellation goes on; what had finished is in `progress.report()`.
    """
    numbers = iter(range(plan.total))  # shared: whoever is free takes the next

    async def work() -> None:
        for number in numbers:
            resolved = plan.requests[number % len(plan.requests)]
            progress.in_flight += 1
            try:
                exchange = await session.exchange(
                    resolved,
                    _unwatched,
                    environment=plan.environment,
                    keep_body=progress.keeps_bodies,
                )
            finally:
                progress.in_flight -= 1
            progress.add(number + 1, exchange)

    session.open()
    progress.begin()
    cancelled = False
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(plan.concurrency, plan.total)):
                group.create_task(work())
    except asyncio.CancelledError:
        cancelled = True
        raise
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors  # the others are the same or come from it
    finally:
        progress.end(cancelled)
    return progress.report()


def _unwatched(_exchange: Exchange) -> None:
    """A run is watched by its rows."""
