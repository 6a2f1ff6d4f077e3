"""One user who does anything, in any order, to a collection that others change as well."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual import events
from textual.errors import NoWidget

from tests.tui.settling import still
from tests.tui.shops import Desk
from workbench.model import NodeId
from workbench.tui.commands import COMMANDS
from workbench.tui.panes.request.url_input import UrlInput
from workbench.tui.screens.dialogs import Confirm

from .others import Others

# These start other programs. Leaving is a step of its own.
NOT_HERE = {"page-body", "edit-body", "open-body", "quit"}
IDS = [command.id for command in COMMANDS if command.id not in NOT_HERE]
OFTEN = [f"request-{n}" for n in (1, 2, 3)]
OFTEN += ["scratch", "send", "cancel", "close-request", "reopen-request", "next-request"]
FILES = ["save", "save-all", "revert", "delete", "undo", "undo", "rename", "move", "move-up"]
FILES += ["move-down", "cut", "paste", "duplicate", "new-request", "new-folder"]
TYPED = ["a", "1", "/", "?", "&", "=", ":", "{", "}", "é", "y", "space", "backspace", "home", "end"]
MOVES = ["up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown", "enter"]
BOUND = ["ctrl+l", "ctrl+s", "alt+y", "ctrl+t", "alt+n", "alt+right", "f7", "ctrl+w", "f8"]
SIZES = [(80, 24), (100, 30), (120, 40), (50, 16)]


class Walk:
    """Steps that the seed tells; `done` says what they were."""

    def __init__(self, here: Desk, others: Others, chance: random.Random) -> None:
        self.here, self._others, self._chance = here, others, chance
        self.done: list[str] = []
        self.touched: set[NodeId] = set()  # whose edits the user may have taken back since
        self._steps: list[Callable[[], Awaitable[None]]] = [
            *[self._command_of(IDS)] * 6,
            *[self._command_of(OFTEN)] * 3,
            *[self._command_of(FILES)] * 8,
            *[self._open] * 3,
            *[self._type_address] * 4,
            *[self._type_somewhere] * 2,
            *[self._type_at_once] * 2,
            *[self._move] * 2,
            *[self._click] * 2,
            *[self._change_files] * 2,
            self._look,
            self._resize,
        ]

    async def burst(self) -> None:
        """Do something, or several things at once, and wait until all that follows is done."""
        self.touched.clear()
        while True:
            self._touch()
            await self._step()
            self._touch()
            if self.here.app._exit or self._chance.random() < 0.8:
                break
        await still(self.here)
        self._touch()

    def _touch(self) -> None:
        if self.here.main.state.opened is not None:
            self.touched.add(self.here.main.state.opened)

    async def _step(self) -> None:
        if self.here.app.screen is not self.here.main:
            await self._answer()
        elif self.here.main.state.opened is None and self._chance.random() < 0.5:
            await self._open()
        else:
            await self._chance.choice(self._steps)()

    async def leave(self) -> None:
        """Leave as a user does, whatever is open and whatever is still to be done."""
        here = self.here
        if self._chance.random() < 0.5:
            await here.main.run_action(f"command('{self._chance.choice(FILES[:2])}')")
        await here.app.run_action("quit")
        while not here.app._exit:
            await here.main.acts.over()
            await asyncio.sleep(0)

    async def _answer(self) -> None:
        """Answer a dialog or another screen, close it, or type into it."""
        match self._chance.randrange(4):
            case 0:
                await self._press("escape")
            case 1 | 2:
                words = [] if self._chance.random() < 0.5 else self._chance.choices(TYPED, k=2)
                is_asked = isinstance(self.here.app.screen, Confirm)
                await self._press(*words, "y" if is_asked else "enter")
            case _:
                await self._press(*self._chance.choices(TYPED + MOVES, k=4))

    def _command_of(self, ids: list[str]) -> Callable[[], Awaitable[None]]:
        async def command() -> None:
            name = self._chance.choice(ids)
            self.done.append(name)
            await self.here.main.run_action(f"command('{name}')")

        return command

    async def _open(self) -> None:
        here = self.here
        here.tree.cursor = self._chance.randrange(max(1, here.tree.count))
        self.done.append(f"cursor on {here.tree.node}")
        here.main.set_focus(here.tree)
        await self._press(*self._chance.choice((["enter"], ["enter", "enter"], [])))

    async def _type_address(self) -> None:
        self.here.main.set_focus(self.here.main.query_one(UrlInput))
        await self._press(*self._chance.choices(TYPED, k=4))

    async def _type_somewhere(self) -> None:
        """Type into anything that can have the focus."""
        here = self.here
        widget = self._chance.choice(here.main.focus_chain)
        self.done.append(f"focus {widget.id or widget}")
        here.main.set_focus(widget)
        await self._press(*self._chance.choices([*TYPED, "enter", "down"], k=5))

    async def _type_at_once(self) -> None:
        """Type faster than anything can be drawn, a command that is bound to a key among it."""
        keys = [*self._chance.choices(TYPED, k=3), self._chance.choice(BOUND)]
        keys += self._chance.choices(TYPED, k=3)
        self.done += keys
        for key in keys:
            self.here.app.post_message(events.Key(key, key if len(key) == 1 else None))

    async def _move(self) -> None:
        await self._press(*self._chance.choices(MOVES, k=self._chance.choice((1, 3))))

    async def _click(self) -> None:
        width, height = self.here.app.size
        x, y = self._chance.randrange(width), self._chance.randrange(height)
        times = self._chance.choice((1, 1, 2))
        self.done.append(f"click {x},{y} {times}")
        with suppress(NoWidget):  # of a screen that is just opened
            await self.here.pilot.click(offset=(x, y), times=times)

    async def _change_files(self) -> None:
        """Let git or another editor change files, and look at them."""
        self.done.append(self._others.act())
        if self._chance.random() < 0.7:
            await self._look()

    async def _look(self) -> None:
        """Look at the files as often as it takes to take in what has settled."""
        self.done.append("look")
        main = self.here.main
        for _ in range(3):
            await main.acts.do(lambda _: main.disk.look())

    async def _resize(self) -> None:
        width, height = self._chance.choice(SIZES)
        self.done.append(f"resize to {width}x{height}")
        await self.here.pilot.resize_terminal(width, height)

    async def _press(self, *keys: str) -> None:
        self.done += keys
        for key in keys:
            if self.here.app._exit:
                return  # the palette has the command that leaves
            await self.here.pilot.press(key)
