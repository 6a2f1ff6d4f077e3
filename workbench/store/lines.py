"""On which line of which file of a collection a name is said."""

from collections.abc import Mapping
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.formats.key_lines import key_lines
from workbench.formats.text import decode_text
from workbench.formats.toml import parse

from .files import read_file
from .scan import inside


class Lines:
    """Finds lines in the files of one collection. Each is read once, when it is first asked for.

    So one of these knows the files as they were then; make another to look again.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, Mapping[tuple[str, ...], int]] = {}

    def find(self, place: str, table: str, name: str) -> int | None:
        """Return the line of a name in a table of a file, such as `users/folder.toml`.

        An empty table stands for the top of the file. None if the file does not say it, or
        cannot be read.
        """
        if place not in self._known:
            self._known[place] = self._lines(place)
        return self._known[place].get((table, name) if table else (name,))

    def _lines(self, place: str) -> Mapping[tuple[str, ...], int]:
        try:
            text = decode_text(
                read_file(inside(self._root, self._root / place, place), place), place
            )
            parse(text, place)
            return key_lines(text)
        except WorkbenchError:
            return {}  # what is wrong with it is said where the collection is loaded
