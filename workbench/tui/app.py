"""The application: themes, the first screen, and what happens when it has to end."""

import asyncio
import signal
import traceback
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from rich.text import Text
from textual import events, work
from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.constants import TEXTUAL_ANIMATIONS
from textual.css.query import NoMatches
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen
from textual.widget import MountError
from textual.worker import WorkerFailed

from workbench.bodies.safe import safe_text
from workbench.errors import ExitCode, Problem, WorkbenchError, did_you_mean

from . import garbage
from .alt_keys import install_alt_keys
from .crash import keep_report
from .early_keys import EarlyKeys, Typed
from .key_order import consumes, settle
from .keyboard import Keyboard
from .latest import run_beside
from .leaving import Leaving
from .notice import Notice
from .preferences import Preferences
from .screens.opening import OpeningScreen
from .stylesheet import LazyStylesheet
from .theme import names, textual_theme, variable_defaults
from .turns import Turns, draw
from .widgets.safe import InOne, install_safe_text

if TYPE_CHECKING:
    from .screens.main import MainScreen

DEFAULT_THEME = "night"
PATIENCE = 0.25  # seconds for which the first frame stands in for a collection that is read
PAUSE = 0.1  # seconds in which the first keys are answered, before the rest is imported
LOOK_EVERY = 1.0  # seconds between looks whether the settings have changed
FEW_COLORS = {"standard", "windows"}  # the sixteen of old terminals
STEPS = {"tab", "shift+tab"}
SIGNALS = {signal.SIGTERM: ExitCode.TERMINATED, signal.SIGHUP: 128 + signal.SIGHUP}


def commands() -> type[Provider]:
    """Return what the command palette asks, imported when it is first opened."""
    from .palette import CommandProvider

    return CommandProvider


@runtime_checkable
class FollowsSettings(Protocol):
    """A screen that looks otherwise after the settings have changed."""

    def settings_changed(self) -> None: ...


class WorkbenchApp(App[str]):
    """Workbench on one directory: its collection, or ways to begin where there is none."""

    TITLE = "Workbench"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {commands}
    CSS_PATH = "screens/layout.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "copy_or_hint", show=False, system=True)
    ]

    def __init__(
        self,
        root: Path,
        *,
        is_collection: bool,
        environment: str | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.stylesheet: LazyStylesheet = LazyStylesheet(variables=self.get_css_variables())
        install_safe_text(self)
        install_alt_keys()
        self._filter = InOne(())
        if self.console.color_system in FEW_COLORS:
            self.add_class("-few-colors")
        self._root, self._is_collection = root, is_collection
        self._environment, self._variables = environment, variables or {}
        self._early = EarlyKeys(kept=is_collection)  # for the screen to come
        self._main: MainScreen | None = None
        self._garbage = garbage.Garbage()
        self._leaving = Leaving(self)
        self.keyboard = Keyboard(self)
        self.preferences = Preferences()
        self._apply_look()

    def apply(self) -> None:
        """Bring colours and keys in line with what the user prefers by now."""
        self._apply_look()
        self.keyboard.use(self.preferences.keymap)
        for screen in self.screen_stack:
            if isinstance(screen, FollowsSettings):
                screen.settings_changed()

    def _apply_look(self) -> None:
        preferences = self.preferences
        for theme in preferences.themes:
            self.register_theme(textual_theme(theme))
        wanted = preferences.theme
        self.theme = wanted if wanted in self.available_themes else DEFAULT_THEME
        self.animation_level = TEXTUAL_ANIMATIONS if preferences.settings.motion else "none"

    async def _look(self) -> None:
        """Follow the settings and themes on disk."""
        if await asyncio.to_thread(self.preferences.look):
            self.apply()
            self.mutate_reactive(WorkbenchApp.theme)  # its colours may be others by now
            for problem in (*self._look_problems(), *self.preferences.key_problems):
                self.warn(str(problem))

    def _look_problems(self) -> Iterator[Problem]:
        """Yield what is wrong with settings and themes."""
        yield from self.preferences.problems
        if (wanted := self.preferences.theme) not in self.available_themes:
            hint = did_you_mean(wanted, self.available_themes)
            yield Problem(f'there is no theme "{wanted}"', self.preferences.theme_place, hint)

    def get_line_filters(self) -> tuple[InOne]:
        """Return what each line passes through, as one."""
        filters = tuple(super().get_line_filters())
        if self._filter.filters != filters:
            self._filter = InOne(filters)
        return (self._filter,)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colour variables for themes that do not set them."""
        return variable_defaults(self.current_theme.to_color_system().generate())

    def refresh_css(self, animate: bool = True) -> None:
        """Bring what is drawn in line with the theme, once something is drawn.

        Before that its colours are all there is to know: the sheet would be parsed for
        nothing, and then once more for the first screen.
        """
        self.stylesheet.set_variables(self.get_css_variables())
        if self.screen_stack:
            self.call_next(self._restyle, animate)

    async def _restyle(self, animate: bool) -> None:
        """Style all screens and draw them anew, in turns with others; then show the frame."""
        count, turns = self._css_update_count, Turns()
        with self.batch_update():
            await self.stylesheet.reparse_in(turns)
            stack = self.screen_stack  # what comes from now on is styled by the new rules
            for screen in reversed(stack):
                root = self if screen is stack[-1] else screen
                await self.stylesheet.update_in(turns, root, animate)
                screen._css_update_count = count  # as Textual's own does
            for screen in stack:
                if screen.is_current:
                    await draw(screen, turns)
        for screen in self.screen_stack[-1:]:
            if screen.is_mounted:
                screen._refresh_layout(self.size)

    def get_default_screen(self) -> Screen[Any]:
        """Return the first frame; a collection's own screen follows when it is drawn."""
        return OpeningScreen(self._root.name) if self._is_collection else Screen()

    async def on_mount(self) -> None:
        """Listen to signals, and show how to begin where there is no collection."""
        for number, code in SIGNALS.items():
            asyncio.get_running_loop().add_signal_handler(number, self._end, int(code))
        if not self._is_collection:
            from .screens.start import StartScreen

            await self.push_screen(StartScreen(self._root))
        for problem in self._look_problems():
            self.warn(str(problem))
        self.set_interval(LOOK_EVERY, self._look)

    def warn(self, text: str) -> None:
        """Show in the corner that something is not as it should be; `text` may hold anything."""
        self.notify(safe_text(text), severity="warning", markup=False)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a short message in the corner, as Textual does."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(Notice(message, title, severity, seconds, markup)))

    async def on_ready(self) -> None:
        """Go on with the collection's own screen, now that the first frame is drawn."""
        if self._early.kept:
            run_beside(self, self._open_collection)
        else:
            self._started()

    async def _open_collection(self) -> None:
        # Imported in a thread, so that not even this can hold up a key or a resize.
        main = await asyncio.to_thread(import_module, "workbench.tui.screens.main")
        self.keyboard.use(self.preferences.keymap)
        for problem in self.preferences.key_problems:
            self.warn(str(problem))
        screen = main.MainScreen(self._root, self._environment, self._variables)
        self._main = screen
        await screen.reading.begin(PATIENCE)
        await self.push_screen(screen)
        await screen.shown.wait()
        await self._early.hand_on(self._take, screen.reading.whole)
        if not self.is_headless:
            await asyncio.sleep(PAUSE)
        await screen.furnish()
        await asyncio.to_thread(_know_more)
        self._started()

    def _started(self) -> None:
        if not self.is_headless:
            self._garbage.take_over()
            self.set_interval(garbage.LOOK_EVERY, self._garbage.look)

    async def on_event(self, event: events.Event) -> None:
        """Let each key wait for the one before it, and find its command before the next."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._early.kept:
            self._early.keep(event)
        else:
            await self._take(event)

    async def _take(self, event: Typed) -> None:
        self._garbage.used()
        await settle(self)
        if isinstance(event, events.Paste):  # for which terminals send returns as ends of lines
            event.text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        if isinstance(event, events.Key) and event.key in STEPS and self._main is self.screen:
            await self._main.furnish()  # which is what there is to step through
        if not (isinstance(event, events.Key) and await self._carried_out(event)):
            await super().on_event(event)

    async def _carried_out(self, key: events.Key) -> bool:
        """Carry out what a key is bound to, unless it is text to whatever has the focus."""
        if await self.keyboard.take(key):
            return True
        if consumes(self, key):
            return False
        for priority in (True, False):
            if await self._check_bindings(key.key, priority=priority):
                return True
        # Dialogs hide what is bound below them, but one can jump everywhere.
        jumps = key.key in self.keyboard.keymap.keys["jump"] and self.screen.focus_chain
        return bool(jumps) and await self.run_action("app.jump")

    def _end(self, code: int) -> None:
        """Leave in good order on a signal: drafts are kept, the terminal is restored."""
        self._leave(code)

    async def action_quit(self) -> None:
        """Leave when what is being done to files is done."""
        self._leave()

    def _leave(self, code: int = 0) -> None:
        self._leaving.begin(self._main.acts if self._main is not None else None, code)

    def action_command_palette(self) -> None:
        """Find a command by name, or begin a request that is written in one line."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            hint = "Find a command"
            if self.screen is self._main:
                hint += ", or write a request: POST :/users name=Ada age:=36 page==2"
            self.push_screen(CommandPalette(placeholder=hint, id="--command-palette"))

    def action_copy_or_hint(self) -> None:
        """Copy a selection; without one say how to leave, for ctrl+c must lose nothing."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        else:
            leave = self.keyboard.keymap.shown("quit") or "the palette"
            self.notify(f"{leave} leaves, escape cancels", markup=False)

    @work
    async def action_jump(self) -> None:
        """Put labels over the screen, and go to the one that is typed."""
        from .screens.jump import Jump

        act = await self.push_screen_wait(Jump(self.screen))
        if act is not None:
            act()

    @work
    async def action_choose_theme(self) -> None:
        """Let the user pick a theme, showing each while they choose."""
        from .screens.dialogs import Pick

        before = self.theme

        def preview(name: str) -> None:
            self.theme = name

        chosen = await self.push_screen_wait(
            Pick("Theme", self._theme_names(), chosen=before, preview=preview)
        )
        self.theme = chosen or before
        if chosen is not None and chosen != self.preferences.settings.theme:
            await self.prefer(theme=chosen)

    async def action_settings(self) -> None:
        """Show everything that can be set."""
        from .screens.settings import SettingsScreen

        await self.push_screen(SettingsScreen(self.preferences, self._theme_names(), self.prefer))

    def _theme_names(self) -> list[str]:
        own = names(self.preferences.themes)
        return [*own, *sorted(set(self.available_themes) - set(own) - {"textual-ansi"})]

    async def action_prefer_layout(self, layout: str) -> None:
        """Put the panes beside each other or one over the other, from now on."""
        await self.prefer(layout=layout)

    async def action_prefer_switch(self, name: str, on: bool) -> None:
        """Turn a setting on or off, from now on."""
        await self.prefer(**{name: on})

    async def prefer(self, **changes: Any) -> None:
        """Change settings, at once and for the next time."""
        try:
            await self.preferences.change(**changes)
        except WorkbenchError as error:
            self.warn(f"this is not remembered: {error}")
        self.apply()

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        # What goes on while the app is taken apart may miss its place in it.
        is_over = self._exit or not self.is_running
        if not (is_over and isinstance(cause, MountError | NoMatches | ScreenStackError)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with every local variable, tokens included.
        if not self._exit_renderables:  # what fails after the first error follows from it
            where = keep_report(traceback.format_exc())
            self.bell()
            self._exit_renderables.append(
                Text(f"workbench stopped on an error of its own; unsaved edits are kept\n{where}")
            )
        self._close_messages_no_wait()


def _know_more() -> None:
    """Load what recognises bodies and reads checks, for which the first of them would wait."""
    from workbench.bodies.recognise import all_kinds

    all_kinds()
    import_module("workbench.checks")
