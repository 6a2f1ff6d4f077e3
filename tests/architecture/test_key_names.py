"""What the interface says names the key that a command has by now, never one of the tables."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .source import PACKAGE

KEY = re.compile(r"\b(?:ctrl|alt|shift)\+\w|\bf\d{1,2}\b|\b[a-z] brings|\^[a-z]\b")
# The tables themselves, what reads keys, and lists whose keys cannot be bound anew.
TABLES = {
    "app.py",
    "commands.py",
    "key_names.py",
    "keymap.py",
    "place_commands.py",
    "presets.py",
    "screens/environments/pick.py",
    "screens/help.py",
    "screens/start.py",
    "widget_commands.py",
}


def told(path: Path) -> Iterator[str]:
    """Yield the texts of a source file that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.value


def test_no_sentence_names_a_key_that_may_be_bound_anew() -> None:
    tui = PACKAGE / "tui"
    places = {path.relative_to(tui).as_posix(): path for path in sorted(tui.rglob("*.py"))}
    named = {
        f"{place}: {text}"
        for place, path in places.items()
        if place not in TABLES
        for text in told(path)
        if KEY.search(text)
    }

    assert set(places) >= TABLES
    assert named == set()
