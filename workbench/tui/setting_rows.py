"""Everything that can be set, as rows to be shown and changed. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from workbench.preferences import Images, Layout, Preset, Settings

from .keymap import LEADER, Keymap, Keys, listing
from .presets import LEADERS
from .terminal_colors import AUTO

KEYS = "keys."
BETWEEN = " ;; "
NOTE = f"a type and its command, as in image/* = feh{BETWEEN}text/html = lynx -stdin -dump"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. `choices` are all that it can be; keys have none and are pressed.

    `own` tells whether the user has set it, `note` how it is written where there are no choices.
    """

    name: str
    group: str
    value: str
    help: str
    choices: Sequence[str] = ()
    own: bool = False
    note: str = "a whole number"

    @property
    def command(self) -> str:
        """The command whose keys these are; empty for other settings."""
        return self.name.removeprefix(KEYS) if self.name.startswith(KEYS) else ""


def setting_rows(settings: Settings, keymap: Keymap, themes: Sequence[str]) -> list[SettingRow]:
    """Return a row for every setting of the file, those of keys by where they work."""
    return [*_looks(settings, themes), *_keys(settings, keymap)]


def _looks(settings: Settings, themes: Sequence[str]) -> Iterator[SettingRow]:
    usual = Settings()

    def row(name: str, help_: str, choices: Sequence[str], otherwise: str = "") -> SettingRow:
        value = getattr(settings, name)
        if isinstance(value, Mapping):
            return SettingRow(name, "Look and feel", _joined(value), help_, (), bool(value), NOTE)
        said = ("on" if value else "off") if isinstance(value, bool) else str(value or otherwise)
        own = value != getattr(usual, name)
        return SettingRow(name, "Look and feel", said, help_, choices, own)

    switch = ("on", "off")
    yield row("theme", "The colours; auto goes by the terminal", (AUTO, *themes), usual.theme_dark)
    yield row("theme_dark", "The theme for a dark terminal", themes)
    yield row("theme_light", "The theme for a light terminal", themes)
    yield row("layout", "Request over response, beside it, or by the shape", get_args(Layout))
    yield row("motion", "Whether anything moves by itself", switch)
    yield row("confirm", "Ask before requests and folders are deleted", switch)
    yield row("keymap", "The keys to start from", get_args(Preset))
    yield row("editor_wrap", "Let long lines of a body go on in the next row", switch)
    yield row("editor_numbers", "Number the lines of a body that is edited", switch)
    yield row("images", "How pictures are drawn; auto goes by the terminal", get_args(Images))
    yield row("history_entries", "How many exchanges of a collection are kept", ())
    yield row("history_megabytes", "How much room they may take", ())
    yield row("body_megabytes", "How much of a response is held in memory, not in a file", ())
    yield row("filters", "Commands through which bodies of a type can be seen", ())
    yield row("openers", "Commands that open bodies of a type", ())


def _keys(settings: Settings, keymap: Keymap) -> Iterator[SettingRow]:
    own = settings.keys
    leaders = own.get(LEADER, tuple(LEADERS[settings.keymap].split(",")))
    what = "What begins the keys that follow each other"
    yield SettingRow(f"{KEYS}{LEADER}", "Keys", "  ".join(leaders), what, (), LEADER in own)
    for title, rows in listing(keymap):
        for each in rows:
            name = f"{KEYS}{each.command}"
            yield SettingRow(name, f"Keys: {title.lower()}", each.keys or "no key", each.help, (),
                             each.command in own)  # fmt: skip


def changed(settings: Settings, row: SettingRow, value: str | Keys | None) -> dict[str, Any]:
    """Return what changes of the settings when a row gets a value; None is the usual one.

    Raises ValueError if a number is none.
    """
    if row.command:
        keys = {command: each for command, each in settings.keys.items() if command != row.command}
        if value is not None:
            keys[row.command] = (value,) if isinstance(value, str) else value
        return {"keys": keys}
    usual = getattr(Settings(), row.name)
    if value is None:
        return {row.name: usual}
    if isinstance(usual, Mapping):
        return {row.name: _split(str(value))}
    if isinstance(usual, bool):
        return {row.name: value == "on"}
    return {row.name: int(str(value)) if isinstance(usual, int) else value}


def _joined(commands: Mapping[str, str]) -> str:
    return BETWEEN.join(f"{kind} = {command}" for kind, command in commands.items())


def _split(text: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in text.split(BETWEEN.strip()))
    return {kind.strip(): command.strip() for kind, _, command in pairs if command.strip()}
