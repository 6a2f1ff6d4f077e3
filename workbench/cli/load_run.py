"""Carry out a load run on the command line: resolve, send, print, and the exit code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.engine.order import Order
from workbench.engine.progress import RunProgress
from workbench.engine.protection import refuse_by_accident
from workbench.engine.runner import run as run_plan
from workbench.engine.scopes import environment_of
from workbench.engine.session import Session
from workbench.engine.trusting import powers_of_orders
from workbench.errors import ExitCode, Problem, WorkbenchError
from workbench.model import Plan, Resolved

from .asking import ask_at_terminal
from .output import complain, row_line, say
from .selection import Selected
from .signals import until_signal
from .summary import summary_lines
from .trust_options import Allowed, NotAllowed, grants_for

MOST_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """What was asked for on the command line."""

    selected: Selected
    environment: str | None
    variables: Mapping[str, str]
    allowed: Allowed
    repeat: int
    concurrency: int
    confirmed: bool


def carry_out(wanted: LoadOrder) -> int:
    """Do it and return the exit code."""
    selected, root = wanted.selected, wanted.selected.store.root
    orders = selected.orders(wanted.environment, wanted.variables)
    grants = grants_for(root, wanted.allowed)
    if not grants.everything:
        missing = powers_of_orders(orders, root).missing(grants.granted() | grants.more)
        if missing:
            raise NotAllowed(missing)
    doing = _Doing(wanted, Session(root, grants=grants, ask=ask_at_terminal()), orders)
    code = until_signal(doing.all)
    progress = doing.progress
    if progress is not None:
        for line in summary_lines(progress.report(), progress.summary()):
            say(line)
        complain(*progress.problems[:MOST_PROBLEMS])
    if code is not None or progress is None:
        return code or ExitCode.USAGE
    complete = all(not row.failure for row in progress.rows)
    return ExitCode.PASSED if complete else ExitCode.NO_RESPONSE


async def resolve_all(session: Session, orders: Iterable[Order]) -> tuple[Resolved, ...]:
    """Return the requests ready to send, or raise with all that is missing in any of them.

    What is missing in several requests is told once.
    """
    resolved: list[Resolved] = []
    problems: dict[str, Problem] = {}
    for order in orders:
        try:
            resolved.append(await session.resolve(order))
        except WorkbenchError as error:
            problems = {problem.what: problem for problem in error.problems} | problems
    if problems:
        raise WorkbenchError(*problems.values())
    return tuple(resolved)


class _Doing:
    """One load run: its requests are filled in first, all of them once."""

    def __init__(self, wanted: LoadOrder, session: Session, orders: Iterable[Order]) -> None:
        self._wanted = wanted
        self._session = session
        self._orders = orders
        self.progress: RunProgress | None = None

    async def all(self) -> None:
        """Fill in and send."""
        wanted = self._wanted
        try:
            resolved = await resolve_all(self._session, self._orders)
            if not wanted.confirmed:
                methods = {request.method for request in resolved}
                refuse_by_accident(
                    environment_of(wanted.selected.collection, wanted.environment),
                    methods,
                    at_once=wanted.concurrency,
                    times=wanted.repeat,
                    hint="say it with --yes",
                )
            plan = Plan(resolved, wanted.repeat, wanted.concurrency)
            self.progress = RunProgress(plan, on_row=lambda row: say(row_line(row)))
            await run_plan(plan, self._session, self.progress)
        finally:
            await self._session.aclose()
