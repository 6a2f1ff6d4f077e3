"""Which keys do what: the tables, a preset and the user's own, made into one. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.errors import did_you_mean
from workbench.preferences import Preset, Settings

from .commands import COMMANDS, PLACES, Command
from .key_names import KeyHint, sequence_name, shown, spelled
from .place_commands import SIDE_PLACES
from .presets import AFTER_LEADER, LEADERS, PRESETS
from .widget_commands import BUILT_ON, SCOPES, TITLES, WIDGET_COMMANDS, WidgetCommand

LEADER = "leader"
NO_KEY = "no-key"  # what Textual is told of a command without keys; no terminal sends it
MAIN = [scope for scope, _ in PLACES]
Keys = tuple[str, ...]

_SIDE = [command for _, commands in SIDE_PLACES for command in commands]
_SIDE_IDS = {command.id for command in _SIDE}
# Ids of the main screen's commands stand for themselves, others begin with their scope.
SCOPE_OF: Mapping[str, str] = {command.id: command.scope for command in COMMANDS} | {
    name: name.partition(".")[0] for name in [c.id for c in WIDGET_COMMANDS] + [c.id for c in _SIDE]
}
_TABLE: Mapping[str, str] = {command.id: command.keys for command in (*COMMANDS, *_SIDE)} | {
    command.id: command.keys for command in WIDGET_COMMANDS
}


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """Something wrong with the user's keys of one command."""

    command: str
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of every command by its id; of several the first is shown.

    `rebound` is what differs from the tables, as Textual takes it, and `sequences` are
    the keys that begin others: what they begin with → the key that follows → the command.
    """

    keys: Mapping[str, Keys]
    problems: tuple[KeyProblem, ...] = ()
    sequences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rebound: Mapping[str, str] = field(default_factory=dict)

    def shown(self, command: str) -> str:
        """Return the first key of a command as the screen shows it; empty without one."""
        keys = self.keys.get(command, ())
        return shown(keys[0]) if keys else ""

    def told(self, command: str) -> str:
        """Return the first key of a command as a sentence has it: `ctrl+s`, not `^s`."""
        return re.sub(r"\^(?=.)", "ctrl+", self.shown(command))

    def can(self, command: str, what: str) -> str:
        """Return `ctrl+s saves it`, say; nothing for a command without a key."""
        key = self.told(command)
        return f"{key} {what}" if key else ""

    def offered(self, commands: Iterable[Command]) -> list[KeyHint]:
        """Return the keys of those of some commands that have one, as the key bar shows them."""
        keyed = [(self.shown(c.id) if c.id in self.keys else c.key, c) for c in commands]
        return [KeyHint(key, c.short or c.title, c.id) for key, c in keyed if key]

    def listed(self, command: str) -> str:
        """Return all keys of a command as the screen shows them, but one leader for all."""
        each: dict[str, str] = {}
        for key in self.keys.get(command, ()):
            each.setdefault(key.partition(" ")[2] or key, shown(key))
        return "  ".join(each.values())


def keymap(settings: Settings | None = None) -> Keymap:
    """Return the effective keys; what is wrong with the user's costs only those keys."""
    settings = settings or Settings()
    own, problems = _own(settings.keys)
    leaders = own.pop(LEADER, None)
    if leaders is None:
        leaders = tuple(LEADERS[settings.keymap].split(","))
    usual = _usual(settings.keymap, leaders)
    own = {command: _expanded(keys, leaders) for command, keys in own.items()}
    keys, clashes = _settled(usual, own)
    sequences = _sequences(keys)
    problems += clashes
    problems += _hidden(keys, sequences)
    return Keymap(keys, tuple(problems), sequences, _rebound(keys))


@dataclass(frozen=True, slots=True)
class Row:
    """A command as lists of keys show it."""

    command: str
    keys: str
    help: str


def listing(found: Keymap) -> Iterator[tuple[str, list[Row]]]:
    """Yield every command with its keys, by where it works: a title, then its commands."""

    def row(command: Command | WidgetCommand) -> Row:
        return Row(command.id, found.listed(command.id), command.help)

    for place, title in PLACES:
        rows = [row(command) for command in COMMANDS if command.scope == place]
        yield title, rows + [row(command) for command in SCOPES.get(place, ())]
    for scope, commands in SCOPES.items():
        if scope not in MAIN:
            yield TITLES[scope], [row(command) for command in commands]
    for title, others in SIDE_PLACES:
        yield title, [row(command) for command in others]


def _own(wanted: Mapping[str, Keys]) -> tuple[dict[str, Keys], list[KeyProblem]]:
    found: dict[str, Keys] = {}
    problems: list[KeyProblem] = []
    known = (*_TABLE, LEADER)
    for command, texts in wanted.items():
        if command not in known:
            hint = did_you_mean(command, known, "workbench keys lists them")
            problems.append(KeyProblem(command, f'there is no command "{command}"', hint))
            continue
        names = []
        for text in texts:
            name = _name(text)
            if name is None:
                hint = "such as ctrl+s, alt+enter, f5, ? or leader s"
                problems.append(KeyProblem(command, f'"{text}" is not a key', hint))
            elif " " in name and SCOPE_OF.get(command) not in MAIN:
                what = f'"{text}" is several keys, which only commands of the main screen can have'
                problems.append(KeyProblem(command, what))
            else:
                names.append(name)
        if names or not texts:
            found[command] = tuple(dict.fromkeys(names))
    return found, problems


def _name(text: str) -> str | None:
    first, _, rest = text.strip().partition(" ")
    if first == LEADER:
        name = sequence_name(rest)
        return f"{LEADER} {name}" if name else None
    return sequence_name(text)


def _expanded(keys: Keys, leaders: Keys) -> Keys:
    expanded: list[str] = []
    for key in keys:
        first, _, rest = key.partition(" ")
        expanded += [f"{leader} {rest}" for leader in leaders] if first == LEADER else [key]
    return tuple(expanded)


def _usual(preset: Preset, leaders: Keys) -> dict[str, Keys]:
    texts = {**_TABLE, **PRESETS[preset]}
    usual = {command: tuple(text.split(",")) for command, text in texts.items()}
    for command, key in AFTER_LEADER.items():
        usual[command] += _expanded((f"{LEADER} {key}",), leaders)
    return usual


def _settled(
    usual: Mapping[str, Keys], own: Mapping[str, Keys]
) -> tuple[dict[str, Keys], list[KeyProblem]]:
    """Give each key to one command of its scope: the user's choice before the usual one."""
    owner: dict[tuple[str, str], str] = {}
    settled: dict[str, Keys] = {}
    problems: list[KeyProblem] = []
    scope_of = SCOPE_OF.__getitem__
    for command in (*own, *(each for each in usual if each not in own)):
        kept = []
        for key in own.get(command, usual[command]):
            rivals = [owner.get((scope, key)) for scope in _around(scope_of(command))]
            if command not in own:  # a widget may use a key otherwise than what it is built on
                rivals = [o for o in rivals if o in own or (o and scope_of(o) == scope_of(command))]
            taken = next((rival for rival in rivals if rival), None)
            if taken is None:
                owner[scope_of(command), key] = command
                kept.append(key)
            if taken in (None, command):
                continue
            what = f'the key "{shown(key)}" is given to both "{taken}" and "{command}"'
            hint = f'"{taken}" keeps it; give "{command}" another one'
            problems.append(KeyProblem(command if command in own else taken, what, hint))
        settled[command] = tuple(kept)
    return {command: settled[command] for command in usual}, problems


def _around(scope: str) -> Iterable[str]:
    """Yield the scopes that share a widget with this one."""
    yield scope
    if scope in BUILT_ON:
        yield BUILT_ON[scope]
    yield from (each for each, base in BUILT_ON.items() if base == scope)


def _sequences(keys: Mapping[str, Keys]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for command, each in keys.items():
        for key in each:
            first, _, rest = key.rpartition(" ")
            if first:
                found.setdefault(first, {})[rest] = command
    for first in list(found):  # of three keys, the first two begin something as well
        while " " in first:
            first, _, rest = first.rpartition(" ")
            found.setdefault(first, {}).setdefault(rest, "")
    return found


def _hidden(
    keys: Mapping[str, Keys], sequences: Mapping[str, Mapping[str, str]]
) -> list[KeyProblem]:
    """Return the commands whose key begins others, and so never reaches them."""
    return [
        KeyProblem(
            command,
            f'the key "{shown(key)}" of "{command}" begins other keys, so it cannot do that',
            "give one of them another key",
        )
        for command, each in keys.items()
        if command not in _SIDE_IDS  # sequences are the main screen's
        for key in each
        if key in sequences
    ]


def _rebound(keys: Mapping[str, Keys]) -> dict[str, str]:
    rebound = {}
    for command, each in keys.items():
        single = [key for key in each if " " not in key]
        if single != _TABLE[command].split(","):
            rebound[command] = spelled(single) or NO_KEY
    return rebound
