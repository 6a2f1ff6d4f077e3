"""What was sent before: kept, shown again where a request is opened, and looked through."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId

from .recording import Recording

if TYPE_CHECKING:
    from .screen import MainScreen


class HistoryCommands:
    """The history of one screen's collection."""

    def __init__(self, main: "MainScreen", root: Path) -> None:
        self._main = main
        self.recording = Recording(root, self._trouble, self._stored)
        self._asked: set[NodeId] = set()
        self._told: set[str] = set()

    def recall(self, node: NodeId | None) -> None:
        """Show what came back from a request last time, in an earlier session."""
        if node is None or node in self._asked or node in self._main.state.exchanges:
            return
        self._asked.add(node)
        self._main.run_worker(self._recall(node))

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
            if main.state.opened == node:
                main.show_flights()

    def follow(self, old: NodeId, new: NodeId) -> None:
        """Let what is kept of a request, or of all in a folder, go on under its new id."""
        self._main.run_worker(self._follow(old, new))

    async def _follow(self, old: NodeId, new: NodeId) -> None:
        try:
            await self.recording.follow(old, new)
        except WorkbenchError as error:
            for problem in error.problems:
                self._tell(problem)

    def _trouble(self, problem: Problem) -> None:
        """Called on other threads."""
        self._main.on_loop(lambda: self._tell(problem))

    def _stored(self) -> None:
        """Called on the writer's thread."""

    def _tell(self, problem: Problem) -> None:
        """Say what is wrong with the history, each thing once."""
        if problem.what not in self._told:
            self._told.add(problem.what)
            more = "\n".join(filter(None, (problem.hint, problem.where)))
            self._main.tell(problem.what, more, severity="warning")
