"""What was sent before: kept, shown again where a request is opened, and looked through."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING, ParamSpec

from workbench.engine.met_secrets import MetSecrets
from workbench.errors import Problem, WorkbenchError
from workbench.model import Exchange, NodeId, RequestSpec
from workbench.tui.latest import run_beside

from .acts import Now
from .carrying import asks
from .recording import Recording

if TYPE_CHECKING:
    from workbench.store.history import Record
    from workbench.tui.screens.history import HistoryScreen

    from .screen import MainScreen

P = ParamSpec("P")


class HistoryCommands:
    """The history of one screen's collection."""

    def __init__(self, main: "MainScreen", met: MetSecrets) -> None:
        self._main = main
        self.recording = Recording(main.root, met, self._trouble, self._stored)
        self._asked: set[NodeId] = set()
        self._told: set[str] = set()
        self._screen: HistoryScreen | None = None

    def begin(self) -> None:
        """Delete what earlier sessions cleared, while the user begins."""
        run_beside(self._main, self._told_if_failed, self.recording.begin)

    @asks
    async def history(self) -> None:
        """Look through what was sent, and do with it what the user wants."""
        await asyncio.to_thread(import_module, "workbench.tui.screens.history")
        from workbench.tui.screens.history import Create, HistoryScreen, Open, Resend

        main = self._main
        recorder = await asyncio.to_thread(lambda: self.recording.recorder)
        self._screen = HistoryScreen(recorder.history, main.state.collection, main.bench.met)
        answer = await main.app.push_screen_wait(self._screen)
        self._screen = None
        match answer:
            case Resend(record):
                self._resend(record)
            case Create(parent, spec):
                await self._create(parent, spec)
            case Open(node):
                main.state = main.state.opening(node)
                main.show()

    async def _create(self, parent: NodeId, spec: RequestSpec) -> None:
        """Write what was sent to a new file, and open it."""
        main = self._main

        async def create(now: Now) -> None:
            node = await main.filing.create(now(parent), spec)
            main.state = main.state.displacing(node)
            await main.reload(node)

        await main.acts.do(create, f"save “{spec.name or spec.url}”")

    def _resend(self, record: "Record") -> None:
        """Send what was sent; a request that is gone is opened as unsaved edits."""
        from workbench.engine.history import order_of

        main = self._main
        order = order_of(record, main.state.collection, main.bench.given)
        main.state = main.state.opening(order.request)
        if main.state.spec is None:
            main.bench.edit(order.request, order.spec)
        main.show()
        main.bench.sends.send_order(order)

    def kept(self, exchange: Exchange) -> str:
        """Return when an exchange from history was, and what is missing of it."""
        from workbench.tui.kept import kept

        return kept(exchange)

    def recall(self, node: NodeId | None) -> None:
        """Show what came back from a request last time, in an earlier session."""
        state = self._main.state
        self._asked &= {*state.tabs.order}  # what is closed is read again when it is opened
        if node is None or node in self._asked or node in state.exchanges:
            return
        if state.saved(node) is None:
            return  # a new request may have the name of an older one
        self._asked.add(node)
        run_beside(self._main, self._recall, node)

    async def _recall(self, node: NodeId) -> None:
        main = self._main
        try:
            exchange = await self.recording.latest(node)
        except WorkbenchError as error:
            for problem in error.problems:
                self._tell(problem)
            return
        if exchange is not None and node not in main.state.exchanges:
            main.state = main.state.moving_on(exchange)
            # The screen may be taken apart while something is read.
            is_whole = len(main.query("CollectionTree, SendButton, #response-body")) == 3
            if main.state.opened == node and is_whole:
                main.bench.show_flights()

    def renamed(self, old: NodeId, new: NodeId) -> None:
        """Let what is kept of a request, or of all in a folder, go on under its new id."""
        run_beside(self._main, self._told_if_failed, self.recording.follow, old, new)

    async def _told_if_failed(
        self, work: Callable[P, Awaitable[None]], *arguments: P.args, **named: P.kwargs
    ) -> None:
        try:
            await work(*arguments, **named)
        except WorkbenchError as error:
            for problem in error.problems:
                self._tell(problem)

    def _trouble(self, problem: Problem) -> None:
        """Called on other threads."""
        self._main.on_loop(lambda: self._tell(problem))

    def _stored(self) -> None:
        """Called on the writer's thread."""
        if self._screen is not None:
            self._main.on_loop(self._show_new)

    def _show_new(self) -> None:
        for screen in self._main.app.screen_stack:
            if screen is self._screen and self._screen.is_mounted:
                self._screen.search()

    def _tell(self, problem: Problem) -> None:
        """Say what is wrong with the history, each thing once."""
        if problem.what not in self._told:
            self._told.add(problem.what)
            more = "\n".join(filter(None, (problem.hint, problem.where)))
            self._main.tell(problem.what, more, severity="warning")
