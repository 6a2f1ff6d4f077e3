"""What has been done to files, to be taken back from the last to the first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from workbench.errors import WorkbenchError
from workbench.model import NodeId

if TYPE_CHECKING:
    from .screen import MainScreen

TakeBack: TypeAlias = Callable[[], Awaitable[NodeId | None]]
"""Takes something back; returns what is there again."""


@dataclass(frozen=True, slots=True)
class _Step:
    what: str
    take_back: TakeBack
    moved: NodeId | None
    can_wait: bool


class Steps:
    """The steps of one screen. They are added and taken back within acts, so in their order."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._steps: list[_Step] = []

    def add(
        self,
        what: str,
        take_back: TakeBack,
        *,
        moved: NodeId | None = None,
        can_wait: bool = False,
    ) -> None:
        """Remember how something that was done is taken back, and what it was, in words.

        `moved` is what has another id then. What `can_wait` can be tried again after it
        failed; anything else is forgotten, for it is in the way of what was done before.
        """
        self._steps.append(_Step(what, take_back, moved, can_wait))

    async def take_back(self) -> NodeId | None:
        """Take the last step back, tell which it was, and return what is there again.

        Raises WorkbenchError.
        """
        main = self._main
        if not self._steps:
            main.tell("nothing has been done to files here", severity="warning")
            return None
        step = self._steps.pop()
        try:
            node = await step.take_back()
        except WorkbenchError:
            if step.can_wait:
                self._steps.append(step)
            raise
        if step.moved is not None and node is not None:
            main.follow(step.moved, node)
        main.tell(f"undone: {step.what}")
        return node
