"""Event hooks: functions that are called with each request and each response of a client."""

from collections.abc import Callable
from inspect import iscoroutine
from typing import Any


def call_hook(hook: Callable[[Any], Any], message: Any) -> None:
    """Call a hook. Raises TypeError if it is to be awaited: it would do nothing."""
    made = hook(message)
    if iscoroutine(made):
        made.close()
        name = getattr(hook, "__name__", type(hook).__name__)
        raise TypeError(f"a Client cannot await its event hook {name}(); AsyncClient can")


async def acall_hook(hook: Callable[[Any], Any], message: Any) -> None:
    """Call a hook, and await it if it is to be awaited."""
    made = hook(message)
    if made is not None:
        await made
