"""Work in the background of the interface.

It is called only when it begins: a coroutine that is replaced before, or that an app which is
left does not get to, is a warning.
"""

from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

from textual.dom import DOMNode
from textual.worker import Worker

P = ParamSpec("P")


def run_beside(
    node: DOMNode,
    work: Callable[P, Coroutine[Any, Any, None]],
    *arguments: P.args,
    **named: P.kwargs,
) -> Worker[None]:
    """Run work of a node beside what it is doing."""

    async def begin() -> None:  # no partial: a worker is described by the repr of its work
        await work(*arguments, **named)

    return node.run_worker(begin)


def run_latest(
    node: DOMNode,
    group: str,
    work: Callable[P, Coroutine[Any, Any, None]],
    *arguments: P.args,
    **named: P.kwargs,
) -> None:
    """Run work of a node in place of what it is doing in this group."""

    async def begin() -> None:
        await work(*arguments, **named)

    _: Worker[None] = node.run_worker(begin, group=group, exclusive=True)
