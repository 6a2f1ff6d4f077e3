"""settings.toml → Settings. A wrong setting costs that setting, never the start."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from workbench.errors import Problem, WorkbenchError
from workbench.preferences import Images, Layout, Preset, Settings

from .toml import parse
from .typed import Source

CHOICES: Mapping[str, tuple[str, ...]] = {
    "layout": get_args(Layout),
    "keymap": get_args(Preset),
    "images": get_args(Images),
}
TEXTS = ("theme", "theme_dark", "theme_light")
SWITCHES = ("motion", "confirm", "editor_wrap", "editor_numbers")
MOST = 1_000_000
PROGRAMS = ("filters", "openers")
COUNTS = ("history_entries", "history_megabytes", "body_megabytes")


def decode_settings(text: str, where: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings, with defaults for what cannot be used, and why it cannot."""
    try:
        table = parse(text, where)
    except WorkbenchError as error:
        return Settings(), error.problems
    source = Source(text, where)
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, read in _readers(source):
        if name in table:
            try:
                found[name] = read(table[name])
            except WorkbenchError as error:
                problems += error.problems
    for name in PROGRAMS:
        if name in table:
            found[name], wrong = _programs(name, table[name], source)
            problems += wrong
    if "keys" in table:
        found["keys"], wrong = _keys(table["keys"], source)
        problems += wrong
    return Settings(**found), tuple(problems)


def _readers(source: Source) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    def text(name: str) -> Callable[[Any], str]:
        return lambda plain: source.convert(plain, str, (name,))

    def choice(name: str, words: tuple[str, ...]) -> Callable[[Any], str]:
        def read(plain: Any) -> str:
            word = source.convert(plain, str, (name,))
            source.choice(word, words, (name,), name)
            return word

        return read

    def switch(name: str) -> Callable[[Any], bool]:
        return lambda plain: source.convert(plain, bool, (name,))

    def count(name: str) -> Callable[[Any], int]:
        def read(plain: Any) -> int:
            number = source.convert(plain, int, (name,))
            if not 0 <= number <= MOST:
                raise source.error((name,), f'"{name}" must be from 0 to {MOST:,}')
            return number

        return read

    yield from ((name, text(name)) for name in TEXTS)
    yield from ((name, choice(name, words)) for name, words in CHOICES.items())
    yield from ((name, switch(name)) for name in SWITCHES)
    yield from ((name, count(name)) for name in COUNTS)


def _programs(
    name: str, table: Any, source: Source
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return the command for each type of content."""
    try:
        listed = source.convert(table, dict[str, Any], (name,))
    except WorkbenchError as error:
        return {}, error.problems
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for kind, plain in listed.items():
        try:
            found[kind] = source.convert(plain, str, (name, kind))
        except WorkbenchError as error:
            problems += error.problems
    return found, tuple(problems)


def _keys(table: Any, source: Source) -> tuple[Mapping[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Return the keys of each command. One key may stand without the list around it."""
    try:
        listed = source.convert(table, dict[str, Any], ("keys",))
    except WorkbenchError as error:
        return {}, error.problems
    found: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, plain in listed.items():
        try:
            keys = [plain] if isinstance(plain, str) else plain
            found[name] = tuple(source.convert(keys, list[str], ("keys", name)))
        except WorkbenchError as error:
            problems += error.problems
    return found, tuple(problems)
