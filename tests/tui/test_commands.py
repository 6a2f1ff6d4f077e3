from dataclasses import replace

from workbench.tui.commands import BY_ID, COMMANDS, PLACES
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
