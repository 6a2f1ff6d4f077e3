"""Carry out a run on the command line: choose, resolve, send, print, and the exit code."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.engine.prepare import resolve
from workbench.engine.progress import RunProgress
from workbench.engine.protection import refuse_by_accident
from workbench.engine.runner import run as run_plan
from workbench.engine.scopes import environment_of
from workbench.engine.session import Session
from workbench.errors import ExitCode, Problem, WorkbenchError
from workbench.model import (
    Broken,
    Collection,
    Folder,
    NodeId,
    Plan,
    Resolved,
    SavedRequest,
    walk,
)
from workbench.store.collection_store import CollectionStore

from .output import complain, row_line, say
from .places import locate
from .summary import summary_lines

MOST_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    path: Path
    environment: str | None
    variables: Mapping[str, str]
    repeat: int
    concurrency: int
    on_demo: bool
    confirmed: bool


def carry_out(order: Order) -> int:
    """Do it and return the exit code."""
    root, wanted = locate(order.path)
    collection = CollectionStore(root).load()
    complain(*collection.problems)
    chosen = choose(collection, wanted)
    with _variables(order) as variables:
        resolved = resolve_all(collection, chosen, order.environment, variables)
        plan = Plan(resolved, order.repeat, order.concurrency)
        if not order.confirmed:
            refuse_by_accident(
                environment_of(collection, order.environment),
                {request.method for request in resolved},
                at_once=order.concurrency,
                times=order.repeat,
                hint="say it with --yes",
            )
        progress = RunProgress(plan, on_row=lambda row: say(row_line(row)))
        code = _send(plan, progress)
    report = progress.report()
    for line in summary_lines(report, progress.summary()):
        say(line)
    complain(*progress.problems[:MOST_PROBLEMS])
    if code is not None:
        return code
    complete = all(not row.failure for row in report.rows)
    return ExitCode.PASSED if complete else ExitCode.NO_RESPONSE


def choose(collection: Collection, wanted: NodeId) -> list[SavedRequest]:
    """Return the requests at or below a place; what cannot be read there is a problem."""
    node = collection.find(wanted)
    if node is None:
        raise WorkbenchError(Problem(f'there is no request "{wanted}" in {collection.name}'))
    nodes = list(walk(node)) if isinstance(node, Folder) else [node]
    broken = [found.problem for found in nodes if isinstance(found, Broken)]
    if broken:
        raise WorkbenchError(*broken)
    chosen = [found for found in nodes if isinstance(found, SavedRequest)]
    if not chosen:
        where = wanted or collection.name
        raise WorkbenchError(Problem("there is no request to send", where=where))
    return chosen


def resolve_all(
    collection: Collection,
    chosen: list[SavedRequest],
    environment: str | None,
    variables: Mapping[str, str],
) -> tuple[Resolved, ...]:
    """Return the requests ready to send, or raise with all that is missing in any of them.

    What is missing in several requests is told once.
    """
    resolved: list[Resolved] = []
    problems: list[Problem] = []
    for saved in chosen:
        try:
            resolved.append(
                resolve(
                    collection,
                    saved.spec,
                    request=saved.id,
                    environment=environment,
                    variables=variables,
                )
            )
        except WorkbenchError as error:
            known = {problem.what for problem in problems}
            problems += [problem for problem in error.problems if problem.what not in known]
    if problems:
        raise WorkbenchError(*problems)
    return tuple(resolved)


@contextlib.contextmanager
def _variables(order: Order) -> Iterator[Mapping[str, str]]:
    if not order.on_demo:
        yield order.variables
        return
    from workbench.demo import DemoServer

    with DemoServer() as server:
        yield {"base_url": server.wait_for_url()} | dict(order.variables)


def _send(plan: Plan, progress: RunProgress) -> int | None:
    """Run a plan; returns the exit code of the signal that ended it early, or None."""
    terminated = False

    async def sending() -> None:
        nonlocal terminated
        task = asyncio.current_task()
        assert task is not None

        def stop() -> None:
            nonlocal terminated
            terminated = True
            task.cancel()

        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
        session = Session()
        try:
            await run_plan(plan, session, progress)
        finally:
            await session.aclose()

    try:
        asyncio.run(sending())
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except asyncio.CancelledError:
        if not terminated:
            raise
        return ExitCode.TERMINATED
    return None
