"""What has been done to files, to be taken back from the last to the first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model import NodeId

if TYPE_CHECKING:
    from .screen import MainScreen


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to files, in words; `node` is what moves when it is taken back."""

    what: str
    node: NodeId | None
    take_back: Callable[[], Awaitable[NodeId]]


class Steps:
    """The steps of one screen. They are added and taken back within acts, so in their order."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._steps: list[Step] = []

    def add(
        self, what: str, node: NodeId | None, take_back: Callable[[], Awaitable[NodeId]]
    ) -> None:
        """Remember how something that was done is taken back."""
        self._steps.append(Step(what, node, take_back))

    async def take_back(self) -> NodeId | None:
        """Take the last step back, tell which it was, and return what is there again.

        What cannot be taken back now can be tried again, unless it is gone. Raises
        WorkbenchError.
        """
        main = self._main
        if not self._steps:
            main.tell("nothing has been moved, renamed or deleted", severity="warning")
            return None
        step = self._steps[-1]
        try:
            node = await step.take_back()
        except WorkbenchError:
            if step.node is not None and main.state.collection.find(step.node) is None:
                self._steps.pop()  # what was done before can still be taken back
            raise
        self._steps.pop()
        if step.node is not None:
            main.follow(step.node, node)
        main.tell(f"undone: {step.what}")
        return node
