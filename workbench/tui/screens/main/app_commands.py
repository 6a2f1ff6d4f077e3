"""The commands that are about the whole program, wherever the focus is."""

from typing import TYPE_CHECKING

from workbench.tui.keyboard import keymap_of

if TYPE_CHECKING:
    from .screen import MainScreen


class AppCommands:
    """Finding, choosing and leaving, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    async def theme(self) -> None:
        """Choose a theme; the app knows them."""
        await self._main.run_action("app.choose_theme")

    async def settings(self) -> None:
        """Change anything in the settings; the app has them."""
        await self._main.run_action("app.settings")

    def help(self) -> None:
        """Explain what has the focus, and show all keys."""
        from workbench.tui.screens.help import Help, about_focus

        main = self._main
        main.app.push_screen(Help(keymap_of(main.app), about_focus(main)))

    def palette(self) -> None:
        """Find a command by name."""
        self._main.app.action_command_palette()

    async def quit(self) -> None:
        """Leave; the app waits for what is being done to files."""
        await self._main.run_action("app.quit")
