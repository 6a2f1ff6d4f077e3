"""What the screens beside the main one have in common: a title, keys, and a way back."""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, ClassVar, ParamSpec, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker

from workbench.errors import WorkbenchError
from workbench.tui.commands import Command
from workbench.tui.keyboard import keymap_of
from workbench.tui.latest import run_beside
from workbench.tui.screens.paced import PacedScreen
from workbench.tui.widgets.key_bar import KeyBar
from workbench.tui.widgets.safe import line_content

from .help import Help, about_focus
from .telling import complain, tell

P = ParamSpec("P")
R = TypeVar("R")


def bindings_of(commands: Iterable[Command]) -> list[BindingType]:
    """Return the bindings of a screen whose commands these are."""
    return [Binding(c.keys, f"command('{c.id}')", c.title, id=c.id, show=False) for c in commands]


class SideScreen(PacedScreen[R]):
    """A screen over the main one, about one thing.

    `commands` is its table; `variables.take-away` is carried out by `command_take_away`. A
    method that opens dialogs is a coroutine, which runs beside the keys that answer them.
    """

    DEFAULT_CSS = """
    SideScreen {
        background: $background;
        & > #title { dock: top; height: 1; padding: 0 1; background: $panel; }
    }
    """
    commands: ClassVar[tuple[Command, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._writing: list[Worker[None]] = []

    def compose(self) -> ComposeResult:
        """The title, what the screen is about, the keys."""
        yield Static(id="title", markup=False)
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the title and the keys."""
        return ()

    async def on_mount(self) -> None:
        """Show the keys."""
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys as they are by now."""
        self.query_one(KeyBar).show(keymap_of(self.app).offered(self.commands))

    def show_title(self, what: str, about: str = "") -> None:
        """Say in the first line what this screen shows; both may come from anywhere."""
        title = line_content(f"▣ {what}", "$accent bold") + line_content(f"  {about}")
        self.query_one("#title", Static).update(title)

    async def action_command(self, name: str) -> None:
        """Carry out a command of the screen's table."""
        method = getattr(self, f"command_{name.partition('.')[2].replace('-', '_')}")
        if inspect.iscoroutinefunction(method):
            run_beside(self, self._carried_out, method)
            return
        try:
            outcome = method()
        except WorkbenchError as error:
            self.complain(error)
            return
        if inspect.isawaitable(outcome):
            run_beside(self, self._carried_out, lambda: outcome)

    async def _carried_out(
        self, work: Callable[P, Awaitable[Any]], /, *arguments: P.args, **named: P.kwargs
    ) -> None:
        try:
            await work(*arguments, **named)
        except WorkbenchError as error:
            self.complain(error)
        except NoMatches:
            if not self.is_left:
                raise  # else there is nothing left to show it on

    @property
    def is_left(self) -> bool:
        """Whether the screen goes away: what is found out now has nowhere to be shown."""
        return not self.app.is_running or self not in self.app.screen_stack

    def write_soon(
        self, write: Callable[P, Awaitable[Any]], *arguments: P.args, **named: P.kwargs
    ) -> None:
        """Let something be written beside the keys; `written` waits for it."""
        self._writing = [worker for worker in self._writing if not worker.is_finished]
        self._writing.append(run_beside(self, self._carried_out, write, *arguments, **named))

    async def written(self) -> None:
        """Wait until everything is written; to be called before the screen is left."""
        while self._writing:
            await self._writing.pop(0).wait()

    def tell(self, what: str, hint: str = "") -> None:
        """Show a short message in the corner; both texts may come from anywhere."""
        tell(self.app, what, hint)

    def can(self, command: str, what: str) -> str:
        """Return what the key of a command does, in words for a hint."""
        return keymap_of(self.app).can(command, what)

    def complain(self, error: WorkbenchError) -> None:
        """Show each Problem of an error."""
        complain(self.app, error)

    def command_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Help(keymap_of(self.app), about_focus(self)))

    def command_back(self) -> Awaitable[None] | None:
        """Leave."""
        self.dismiss(None)
        return None

    @on(KeyBar.Chosen)
    async def _key_clicked(self, event: KeyBar.Chosen) -> None:
        await self.action_command(event.command)
