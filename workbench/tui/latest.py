"""Work in the background of which only the latest counts."""

from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

from textual.dom import DOMNode
from textual.worker import Worker

P = ParamSpec("P")


def run_latest(
    node: DOMNode,
    group: str,
    work: Callable[P, Coroutine[Any, Any, None]],
    *arguments: P.args,
    **named: P.kwargs,
) -> None:
    """Run work of a node in place of what it is doing in this group.

    It is called only when it begins: a coroutine that is replaced before is a warning.
    """

    async def begin() -> None:  # no partial: a worker is described by the repr of its work
        await work(*arguments, **named)

    _: Worker[None] = node.run_worker(begin, group=group, exclusive=True)
