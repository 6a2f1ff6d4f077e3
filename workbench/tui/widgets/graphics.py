"""How pictures are drawn in this terminal: in half blocks, by its graphics protocol, or not."""

import os
from collections.abc import Callable, Iterator, Mapping
from secrets import randbelow
from typing import Any

from textual.app import App

from workbench.bodies.half_blocks import picture_lines
from workbench.bodies.index import Line
from workbench.bodies.kinds.image import LARGEST, fact_lines
from workbench.bodies.kitty import forgotten, kitty_picture
from workbench.bodies.lines_index import LinesIndex, Make
from workbench.model import Bytes
from workbench.tui.preferences import settings_of


def shows_kitty(environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal knows Kitty's placeholders, by what it says of itself.

    Others draw them as odd characters. A multiplexer hands none of it on.
    """
    if "TMUX" in environment or environment.get("TERM", "").startswith(("screen", "tmux")):
        return False
    names = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    return "KITTY_WINDOW_ID" in environment or any("ghostty" in n or "kitty" in n for n in names)


class Graphics:
    """Makes the rows of pictures for one view, as wide as it is now.

    `write` sends text to the terminal as it is, from any thread.
    """

    def __init__(self, how: str, write: Callable[[str], object]) -> None:
        self._how = how
        self._write = write
        self._numbers: list[int] = []

    def index(self, source: Bytes, columns: int) -> LinesIndex:
        """Return the rows of a picture that is at most so many cells wide."""
        return LinesIndex(source, self._rows(columns), LARGEST)

    def _rows(self, columns: int) -> Make:

        def make(source: Bytes) -> Iterator[Line]:
            yield from fact_lines(source)
            if self._how == "off":
                return
            yield ()
            if self._how == "kitty":
                yield from self._sent(source, columns)
            else:
                yield from picture_lines(source, columns)

        return make

    def forget(self) -> None:
        """Let the terminal forget what it was sent."""
        for number in self._numbers:
            self._write(forgotten(number))
        self._numbers.clear()

    def _sent(self, source: Bytes, columns: int) -> list[Line]:
        number = 1 + randbelow(0xFFFFFF)
        try:
            commands, lines = kitty_picture(source, number, columns)
        except ValueError as error:
            return [(("more", str(error)),)]
        for command in commands:
            self._write(command)
        self._numbers.append(number)
        return lines


def graphics_of(app: App[Any]) -> Graphics:
    """Return how an app draws pictures: as its user wants it, where the terminal can."""
    how: str = settings_of(app).images
    can = app.is_running and not app.is_headless and app.console.color_system == "truecolor"
    if how == "auto":
        how = "kitty" if can and shows_kitty(os.environ) else "half-blocks"
    return Graphics(how, lambda text: _write(app, text))


def _write(app: App[Any], text: str) -> None:
    # Textual has no public way to send what is neither text nor style.
    if app._driver is not None:
        app._driver.write(text)
