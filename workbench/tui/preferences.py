"""The user's settings and themes: read at the start, followed while they change, written."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from textual.app import App

from workbench.errors import Problem
from workbench.model import Settings, Theme
from workbench.store.settings import load_settings, place_in_settings, save_settings
from workbench.store.themes import load_themes, stamps

from .keymap import Keymap, keymap
from .setting_rows import AUTO
from .terminal_colors import is_terminal_light


class Preferences:
    """What this person likes; `problems` is what could not be used of it."""

    def __init__(self) -> None:
        self._stamps = stamps()
        self.settings = Settings()
        self.themes: list[Theme] = []
        self.keymap = keymap()
        self.problems: tuple[Problem, ...] = ()
        self._light: bool | None = None
        self.load()
        if self.settings.theme == AUTO:  # only now can the terminal be asked
            self._light = is_terminal_light()

    @property
    def theme(self) -> str:
        """The name of the theme to use; it may not exist."""
        settings = self.settings
        if settings.theme == AUTO:
            return settings.theme_light if self._light else settings.theme_dark
        return settings.theme or Settings().theme_dark

    def load(self) -> None:
        """Read settings and themes from disk."""
        self.settings, unusable = load_settings()
        self.themes, unreadable = load_themes()
        self.keymap = keymap(self.settings)
        self.problems = (*unusable, *unreadable, *key_problems(self.keymap))

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
        self.keymap = keymap(self.settings)
        await asyncio.to_thread(save_settings, self.settings)
        self._stamps = stamps()


def settings_of(app: App[Any]) -> Settings:
    """Return what the user prefers; the usual in an app that is not our own."""
    preferences = getattr(app, "preferences", None)
    return preferences.settings if isinstance(preferences, Preferences) else Settings()


def key_problems(found: Keymap) -> Iterable[Problem]:
    """Yield what is wrong with the user's keys, each at its line of the settings."""
    for wrong in found.problems:
        yield Problem(wrong.what, place_in_settings(("keys", wrong.command)), wrong.hint)
