from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import walk_packages

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import workbench.tui
from workbench.preferences import Preset, Settings
from workbench.tui.commands import BY_ID, COMMANDS, PLACES
from workbench.tui.key_names import doubt
from workbench.tui.keymap import SCOPE_OF, keymap
from workbench.tui.presets import PRESETS
from workbench.tui.state import State

from .samples import USERS, collection, exchange

EMPTY = State(collection())
OPEN = EMPTY.opening("users")
AMBIGUOUS = {"ctrl+m", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+left_square_bracket"}


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(COMMANDS)


def test_no_key_does_two_things_in_one_place() -> None:
    for scope, _ in PLACES:
        keys = [key for c in COMMANDS if c.scope == scope for key in c.keys.split(",")]
        assert len(keys) == len(set(keys))


def test_no_key_is_one_that_terminals_cannot_tell_apart() -> None:
    keys = {key for command in COMMANDS for key in command.keys.split(",")}

    assert keys & AMBIGUOUS == set()


def test_every_command_has_help_that_starts_with_a_capital() -> None:
    assert all(c.help and c.help[0].isupper() and not c.help.endswith(".") for c in COMMANDS)


def test_keys_are_shown_as_people_write_them() -> None:
    assert BY_ID["save"].key == "^s"
    assert BY_ID["help"].key == "f1"
    assert BY_ID["next-response-tab"].key == "]"
    assert BY_ID["send"].all_keys == ("ctrl+r", "f5", "alt+enter")


def test_a_command_that_cannot_run_says_why() -> None:
    assert BY_ID["send"].blocked(EMPTY) == "open a request first"
    assert BY_ID["save"].blocked(EMPTY) == "open a request first"
    assert BY_ID["save"].blocked(OPEN) == "nothing has changed"
    assert BY_ID["cancel"].blocked(OPEN) == "nothing is in flight"
    assert BY_ID["run"].blocked(EMPTY) == "pick requests in the tree first"
    assert BY_ID["reveal"].blocked(OPEN) == "send the request first"
    assert BY_ID["accept-baseline"].blocked(OPEN) == "send the request first"
    arriving = OPEN.moving_on(exchange(phase="receiving"))
    assert BY_ID["accept-baseline"].blocked(arriving) == "it has not arrived in full"
    assert BY_ID["reveal"].blocked(arriving) == "no secret was used for this response"


def test_a_command_that_can_run_gives_no_reason() -> None:
    flying = OPEN.moving_on(exchange(phase="waiting"))
    edited = OPEN.editing("users", USERS.__class__(url="http://x/"))

    assert BY_ID["send"].blocked(OPEN) == ""
    assert BY_ID["save"].blocked(edited) == ""
    assert BY_ID["cancel"].blocked(flying) == ""
    assert BY_ID["run"].blocked(EMPTY.marking("users")) == ""
    assert BY_ID["quit"].blocked(EMPTY) == ""
    answered = OPEN.moving_on(replace(exchange(), secrets=frozenset({"swordfish"})))
    assert BY_ID["reveal"].blocked(answered) == BY_ID["accept-baseline"].blocked(answered) == ""


# Everything can be reached from a keyboard

WAYS_OUT = {"escape", "n", "y", "q", "ctrl+q", "f1", "f3", "c", "C", "backspace", "ctrl+c"}


def widgets_of_ours() -> Iterator[type[DOMNode]]:
    """Yield every widget and screen of the package."""
    for module in walk_packages(workbench.tui.__path__, "workbench.tui."):
        for kind in vars(import_module(module.name)).values():
            is_widget = isinstance(kind, type) and issubclass(kind, DOMNode)
            if is_widget and kind.__module__ == module.name:
                yield kind


@pytest.mark.parametrize("preset", PRESETS)
def test_every_command_has_a_key_that_every_terminal_sends(preset: Preset) -> None:
    keys = keymap(Settings(keymap=preset)).keys
    unreachable = {
        command: each for command, each in keys.items() if not any(doubt(key) == "" for key in each)
    }

    assert unreachable == {}


def test_every_key_of_our_widgets_is_in_the_table_and_can_be_changed() -> None:
    """A dialog's way out needs no other key; all else has an id."""
    without = [
        (kind.__name__, binding.key)
        for kind in widgets_of_ours()
        for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ()))
        if binding.id not in SCOPE_OF and binding.key not in WAYS_OUT
    ]

    assert without == []
