"""The commands that are about the whole program, wherever the focus is."""

from typing import TYPE_CHECKING

from workbench.tui.keyboard import keymap_of

from .carrying import early

if TYPE_CHECKING:
    from .screen import MainScreen


class AppCommands:
    """Finding, choosing and leaving, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    @early
    async def theme(self) -> None:
        """Choose a theme; the app knows them."""
        await self._main.run_action("app.choose_theme")

    @early
    async def settings(self) -> None:
        """Change anything in the settings; the app has them."""
        await self._main.run_action("app.settings")

    @early
    def help(self) -> None:
        """Explain what has the focus, and show all keys."""
        from workbench.tui.screens.help import Help, about_focus

        main = self._main
        main.app.push_screen(Help(keymap_of(main.app), about_focus(main)))

    @early
    def palette(self) -> None:
        """Find a command by name."""
        self._main.app.action_command_palette()

    @early
    async def quit(self) -> None:
        """Leave; the app waits for what is being done to files."""
        await self._main.run_action("app.quit")
