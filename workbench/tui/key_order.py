"""Keys take effect in the order in which they were pressed.

Textual lets a focused input take printable keys at once, while keys that are bound to
commands come back to the app behind whatever was typed meanwhile. In a burst (a slow
link, a terminal driven by a script, a paste without brackets) `ctrl+u x` then becomes
`x ctrl+u`, and text meant for a field that is about to open lands in the tree as
commands. So each key waits here until the one before it has had all its effects. Commands
move the focus by `Screen.set_focus`: `Widget.focus` takes its turn behind waiting keys.
"""

import asyncio
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

HOPS = 2  # a handler's own messages come behind the first callback
ROUNDS = 4  # dialogs that open dialogs are not that deep
PATIENCE = 0.25  # seconds; a widget that waits for a disk must not hold up the keyboard


@runtime_checkable
class Acting(Protocol):
    """What may be under way that keys have to wait for."""

    @property
    def hold_keys(self) -> bool: ...

    async def before_keys(self) -> None: ...


@runtime_checkable
class GoesOn(Protocol):
    """A screen on which something may be under way that keys have to wait for."""

    @property
    def acts(self) -> Acting: ...


async def settle(app: App[Any]) -> None:
    """Wait until the focused widget and all around it have nothing left to do.

    So also until a command whose dialog was answered has made what it was asked for. Gives up
    after a quarter of a second, so that nothing can block the keyboard.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            for _ in range(ROUNDS):
                place = _place(app)
                for node in _around(place):
                    await _drain(node)
                if isinstance(app.screen, GoesOn) and app.screen.acts.hold_keys:
                    await app.screen.acts.before_keys()
                    continue
                if _place(app) is place:
                    return
    except TimeoutError:
        return


def _place(app: App[Any]) -> DOMNode:
    return app.focused or app.screen


def _around(place: DOMNode) -> list[MessagePump]:
    return [node for node in place.ancestors_with_self if not isinstance(node, App)]


async def _drain(node: MessagePump) -> None:
    for _ in range(HOPS):
        reached = asyncio.Event()
        if node.call_later(reached.set):
            await reached.wait()


def consumes(app: App[Any], event: events.Key) -> bool:
    """Tell whether the focused widget takes a key as text instead of as a command."""
    focused = app.focused
    return focused is not None and focused.check_consume_key(event.key, event.character)
