"""The user's settings and themes: read at the start, followed while they change, written."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import App

from workbench.errors import Problem
from workbench.preferences import Settings, Theme
from workbench.store.settings import load_settings, place_in_settings, save_settings
from workbench.store.themes import load_themes, stamps

from .terminal_colors import AUTO, is_terminal_light

if TYPE_CHECKING:
    from .keymap import Keymap


class Preferences:
    """What this person likes; `problems` is what could not be used of the files."""

    def __init__(self) -> None:
        self._stamps = stamps()
        self.settings = Settings()
        self.themes: list[Theme] = []
        self._keymap: Keymap | None = None
        self.problems: tuple[Problem, ...] = ()
        self._light: bool | None = None
        self.load()
        if self.settings.theme == AUTO:  # only now can the terminal be asked
            self._light = is_terminal_light()

    @property
    def keymap(self) -> "Keymap":
        """The effective keys; the first frame does without them."""
        if self._keymap is None:
            from .keymap import keymap

            self._keymap = keymap(self.settings)
        return self._keymap

    @property
    def key_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the user's keys, each at its line of the settings."""
        return tuple(
            Problem(wrong.what, place_in_settings(("keys", wrong.command)), wrong.hint)
            for wrong in self.keymap.problems
        )

    @property
    def theme(self) -> str:
        """The name of the theme to use; it may not exist."""
        return getattr(self.settings, self._theme_setting) or Settings().theme_dark

    @property
    def theme_place(self) -> str:
        """Where the settings name the theme to use."""
        return place_in_settings((self._theme_setting,))

    @property
    def _theme_setting(self) -> str:
        if self.settings.theme == AUTO:
            return "theme_light" if self._light else "theme_dark"
        return "theme"

    def load(self) -> None:
        """Read settings and themes from disk."""
        self.settings, unusable = load_settings()
        self.themes, unreadable = load_themes()
        self._keymap = None
        self.problems = (*unusable, *unreadable)

    def look(self) -> bool:
        """Read again what has changed on disk; tells whether anything had."""
        now = stamps()
        if now == self._stamps:
            return False
        self._stamps = now
        self.load()
        return True

    async def change(self, **changes: Any) -> None:
        """Change settings and write them to the file; raises WorkbenchError if that fails."""
        self.settings = replace(self.settings, **changes)
        self._keymap = None
        await asyncio.to_thread(save_settings, self.settings)
        self._stamps = stamps()


def settings_of(app: App[Any]) -> Settings:
    """Return what the user prefers; the usual in an app that is not our own."""
    preferences = getattr(app, "preferences", None)
    return preferences.settings if isinstance(preferences, Preferences) else Settings()
