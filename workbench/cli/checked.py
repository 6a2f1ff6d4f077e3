"""Carry out `workbench run` with checks: all that is to be sent is looked at before."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from workbench.bodies.safe import safe_line
from workbench.engine.checked_run import CheckedPlan, CheckedRun
from workbench.engine.finding import Texts, of_request
from workbench.engine.order import Order, SessionValues
from workbench.engine.preview import expected_values, preview, problems_of
from workbench.engine.protection import refuse_by_accident
from workbench.engine.scopes import environment_of
from workbench.engine.session import Session
from workbench.engine.stored import accept_response, load_stored
from workbench.engine.trusting import powers_of_orders
from workbench.engine.unread import unread_keys
from workbench.errors import ExitCode, Problem, WorkbenchError
from workbench.formats.data_rows import DataRows
from workbench.model import Capabilities, Exchange, Outcome, RunReport

from .asking import ask_at_terminal
from .colors import painter
from .output import complain, remark, say
from .progress_line import ProgressLine
from .report_files import ReportFile, to_stdout, write_reports
from .selection import Selected
from .signals import until_signal
from .summary import outcome_lines, report_lines
from .trust_options import Allowed, NotAllowed, grants_for

# So many requests are looked at for what they ask for; later rows are when they are sent.
MOST_EXAMINED = 2000
# For an exchange whose options have no limit: nobody is there to cancel it.
MOST_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """What was asked for on the command line."""

    selection: tuple[Selected, ...]
    environment: str | None
    variables: Mapping[str, str]
    allowed: Allowed
    rows: DataRows = ({},)
    jobs: int = 1
    bail: bool = False
    retry: int = 0
    accepts: bool = False
    confirmed: bool = False
    reports: tuple[ReportFile, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What is to be done in one collection."""

    selected: Selected
    plan: CheckedPlan

    def examined(self) -> Iterable[Order]:
        """Return the requests with the values of the first rows."""
        most = max(1, MOST_EXAMINED // len(self.plan.orders))
        return [
            self.plan.order(row, at)
            for row in self.plan.rows[:most]
            for at in range(len(self.plan.orders))
        ]


def carry_out(wanted: CheckedOrder) -> int:
    """Do it and return the exit code: of a signal, else 4, 1, 3 or 0, the first that fits."""
    parts = [_part(selected, wanted) for selected in wanted.selection]
    _warn(parts, wanted)
    _examine(parts, wanted)
    total = sum(part.plan.total for part in parts)
    doing = _Doing(wanted, parts, ProgressLine(total))
    try:
        code = until_signal(doing.all)
    finally:
        report = doing.report()
        problems = write_reports(wanted.reports, report, say)
    for outcome in report.outcomes:
        if outcome.state == "skipped":
            doing.tell(*outcome_lines(outcome))
    doing.tell(*report_lines(report), *doing.accepted)
    complain(*doing.problems, *problems)
    if code is not None:
        return code
    if doing.untrusted:
        complain(*NotAllowed(doing.untrusted).problems)
        return ExitCode.UNTRUSTED
    counts = report.counts()
    if counts["failed"]:
        return ExitCode.CHECK_FAILED
    if counts["unanswered"]:
        return ExitCode.NO_RESPONSE
    return ExitCode.USAGE if problems or doing.problems else ExitCode.PASSED


def dry_run(wanted: CheckedOrder) -> int:
    """Print the requests as they would be sent; nothing is sent, read or asked."""
    problems: dict[str, Problem] = {}
    parts = [_part(selected, wanted) for selected in wanted.selection]
    _warn(parts, wanted)
    for part in parts:
        expected = expected_values(part.plan.orders)
        texts = Texts(part.selected.store)
        for order in part.examined():
            for line in preview(order, expected):
                say(line)
            say("")
            for problem in problems_of(order, expected):
                problems.setdefault(problem.what, _placed(problem, order, texts))
    complain(*problems.values())
    return ExitCode.USAGE if problems else ExitCode.PASSED


def _part(selected: Selected, wanted: CheckedOrder) -> _Part:
    environment_of(selected.collection, wanted.environment)
    orders = selected.orders(wanted.environment, wanted.variables)
    plan = CheckedPlan(orders, wanted.rows, wanted.jobs, wanted.bail, wanted.retry)
    return _Part(selected, plan)


def _examine(parts: Iterable[_Part], wanted: CheckedOrder) -> None:
    """Raise with all that stands against sending: problems first, then what is not trusted."""
    problems: dict[str, Problem] = {}
    missing = Capabilities()
    for part in parts:
        orders = part.examined()
        expected = expected_values(part.plan.orders)
        texts = Texts(part.selected.store)
        for order in orders:
            for problem in problems_of(order, expected):
                problems.setdefault(problem.what, _placed(problem, order, texts))
            try:
                load_stored(part.selected.store, order)
            except WorkbenchError as error:
                problems |= {problem.what: problem for problem in error.problems}
        methods = {order.spec.method.upper() for order in orders}
        if not wanted.confirmed:
            refuse_by_accident(
                environment_of(part.selected.collection, wanted.environment),
                methods,
                at_once=wanted.jobs,
                hint="say it with --yes",
            )
        missing |= _missing(part, orders, expected, wanted.allowed)
    if problems:
        raise WorkbenchError(*problems.values())
    if missing:
        raise NotAllowed(missing)


def _placed(problem: Problem, order: Order, texts: Texts) -> Problem:
    """Return a problem of a request at the line of its file, or a folder's or environment's."""
    found = of_request(order.request, problem, texts)
    line = f":{found.line}" if found.line else ""
    return replace(problem, where=f"{texts.root.name}/{found.file}{line}")


def _warn(parts: Iterable[_Part], wanted: CheckedOrder) -> None:
    """Tell of keys that nothing reads; they may have been meant as checks."""
    for part in parts:
        chosen = (saved.id for saved in part.selected.chosen)
        for problem in unread_keys(part.selected.store, chosen, wanted.environment):
            complain(replace(problem, what=f"warning: {problem.what}"))


def _missing(
    part: _Part, orders: Iterable[Order], expected: SessionValues, allowed: Allowed
) -> Capabilities:
    root = part.selected.store.root
    grants = grants_for(root, allowed)
    if grants.everything:
        return Capabilities()
    asked = Capabilities()
    for order in orders:  # one by one: a request is another one with another row
        asked |= powers_of_orders((order,), root, expected)
    return asked.missing(grants.granted() | grants.more)


class _Doing:
    """The runs of all collections, one after the other, and what they print."""

    def __init__(self, wanted: CheckedOrder, parts: list[_Part], line: ProgressLine) -> None:
        self._wanted = wanted
        self._line = line
        self._print: Callable[[str], None] = remark if to_stdout(wanted.reports) else say
        self._paint = painter(sys.stderr if to_stdout(wanted.reports) else sys.stdout)
        self._sessions = [self._session(part) for part in parts]
        self._runs = [
            CheckedRun(
                self._accepting(part.plan),
                session,
                began=lambda order: line.begin(order.name),
                ended=self._ended,
                settle=self._settling(part),
            )
            for part, session in zip(parts, self._sessions, strict=True)
        ]
        self.accepted: list[str] = []
        self.problems: list[Problem] = []

    async def all(self) -> None:
        """Run everything, unless the first failure ends it."""
        for session, run in zip(self._sessions, self._runs, strict=True):
            try:
                report = await run.run()
            finally:
                self._line.clear()
                await session.aclose()
            counts = report.counts()
            if self._wanted.bail and counts["passed"] < len(report.outcomes):
                return

    def report(self) -> RunReport:
        """Return what has come of it so far."""
        found = [run.report() for run in self._runs]
        return RunReport(
            collection=", ".join(dict.fromkeys(report.collection for report in found)),
            outcomes=tuple(outcome for report in found for outcome in report.outcomes),
            environment=self._wanted.environment or "",
            started=min((report.started for report in found if report.started), default=0.0),
            seconds=sum(report.seconds for report in found),
            cancelled=any(report.cancelled for report in found),
        )

    def tell(self, *lines: str) -> None:
        """Print lines of the result, where no report is in the way."""
        for line in lines:
            self._print(self._paint(line))

    @property
    def untrusted(self) -> Capabilities:
        """What was asked for while it ran and not granted."""
        missing = Capabilities()
        for run in self._runs:
            missing |= run.untrusted
        return missing

    def _session(self, part: _Part) -> Session:
        root = part.selected.store.root
        return Session(
            root,
            grants=grants_for(root, self._wanted.allowed),
            ask=ask_at_terminal(self._line.clear),
            baseline=partial(load_stored, part.selected.store),
            total=MOST_SECONDS,
        )

    def _accepting(self, plan: CheckedPlan) -> CheckedPlan:
        """Return the plan that compares nothing with what is about to be replaced."""
        if not self._wanted.accepts:
            return plan
        orders = (replace(o, spec=replace(o.spec, baseline=None)) for o in plan.orders)
        return replace(plan, orders=tuple(orders))

    def _settling(self, part: _Part) -> Callable[[Order, Exchange], Awaitable[None]] | None:
        if not self._wanted.accepts:
            return None
        specs = {order.request: order.spec for order in part.plan.orders}

        async def settle(order: Order, exchange: Exchange) -> None:
            spec = specs[order.request]
            if spec.baseline is None:
                return
            try:
                if not exchange.passed:
                    hint = "a response is accepted if its checks pass"
                    raise WorkbenchError(Problem("not accepted", order.request, hint))
                store = part.selected.store
                file = await asyncio.to_thread(accept_response, store, spec, exchange)
            except WorkbenchError as error:
                self.problems += error.problems
                return
            if file is not None:
                self.accepted.append(safe_line(f"wrote {part.selected.store.root / file}"))

        return settle

    def _ended(self, outcome: Outcome) -> None:
        self._line.end()
        self.tell(*outcome_lines(outcome))
