import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.preferences import Preset, Settings
from workbench.tui.commands import COMMANDS
from workbench.tui.keymap import NO_KEY, SCOPE_OF, keymap
from workbench.tui.presets import AFTER_LEADER, PRESETS


def test_without_settings_the_tables_hold_and_textual_is_told_nothing() -> None:
    keys = keymap()

    assert keys.problems == ()
    assert keys.rebound == {}
    for command in COMMANDS:
        assert keys.keys[command.id][: len(command.keys.split(","))] == tuple(
            command.keys.split(",")
        )


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_of_known_commands_and_free_of_conflicts(preset: Preset) -> None:
    assert set(PRESETS[preset]) <= set(SCOPE_OF)
    assert set(AFTER_LEADER) <= set(SCOPE_OF)
    assert keymap(Settings(keymap=preset)).problems == ()


def test_own_keys_replace_the_usual_ones() -> None:
    keys = keymap(Settings(keys={"send": ("Ctrl+E", "f5"), "quit": ()}))

    assert keys.keys["send"] == ("ctrl+e", "f5")
    assert keys.rebound == {"send": "ctrl+e,f5", "quit": NO_KEY}
    assert keys.shown("send") == "^e"
    assert keys.told("send") == "ctrl+e"
    assert keys.can("send", "sends it") == "ctrl+e sends it"
    assert keys.can("quit", "leaves") == ""
    assert keys.listed("send") == "^e  f5"
    assert keys.shown("quit") == ""


def test_keys_within_widgets_can_be_changed() -> None:
    keys = keymap(Settings(keys={"table.remove": ("z",)}))

    assert keys.problems == ()
    assert keys.rebound == {"table.remove": "z"}


def test_an_unknown_command_is_told_with_the_likely_one() -> None:
    (problem,) = keymap(Settings(keys={"sned": ("f5",)})).problems

    assert (problem.command, problem.what) == ("sned", 'there is no command "sned"')
    assert problem.hint == 'did you mean "send"?'


def test_what_is_no_key_costs_only_itself() -> None:
    keys = keymap(Settings(keys={"send": ("f99", "f5"), "save": ("nokey",)}))

    assert [problem.what for problem in keys.problems] == [
        '"f99" is not a key',
        '"nokey" is not a key',
    ]
    assert keys.keys["send"] == ("f5",)
    assert keys.keys["save"][0] == "ctrl+s"


def test_a_key_belongs_to_who_the_user_gave_it() -> None:
    keys = keymap(Settings(keys={"save": ("f5",)}))

    assert keys.keys["save"] == ("f5",)
    assert "f5" not in keys.keys["send"]
    assert keys.problems[0].what == 'the key "f5" is given to both "save" and "send"'


def test_two_commands_with_one_key_are_a_problem_where_they_meet() -> None:
    assert keymap(Settings(keys={"send": ("f2",)})).problems == ()  # the tree has its own f2
    meeting = keymap(Settings(keys={"list.up": ("m",)})).problems
    assert [problem.what for problem in meeting] == [
        'the key "m" is given to both "list.up" and "move"'
    ]


def test_keys_can_follow_each_other() -> None:
    keys = keymap(Settings(keys={"save": ("ctrl+x ctrl+s",), "quit": ("ctrl+x a b",)}))

    assert keys.sequences["ctrl+x"] == {"ctrl+s": "save", "a": ""}
    assert keys.sequences["ctrl+x a"] == {"b": "quit"}
    assert keys.rebound == {"save": NO_KEY, "quit": NO_KEY}


def test_the_leader_can_be_another_key() -> None:
    keys = keymap(Settings(keys={"leader": ("ctrl+x",), "zoom": ("leader 1",)}))

    assert set(keys.sequences) == {"ctrl+x"}
    assert keys.sequences["ctrl+x"]["1"] == "zoom"
    assert keys.sequences["ctrl+x"]["w"] == "save"


def test_a_key_that_begins_others_cannot_have_a_command() -> None:
    (problem,) = keymap(Settings(keys={"save": ("ctrl+r x",)})).problems

    assert problem.what == 'the key "^r" of "send" begins other keys, so it cannot do that'


def test_keys_within_widgets_stand_alone() -> None:
    (problem,) = keymap(Settings(keys={"list.up": ("g g",)})).problems

    assert "only commands of the main screen" in problem.what


@given(
    st.dictionaries(
        st.sampled_from([*SCOPE_OF, "leader", "nothing"]),
        st.lists(st.sampled_from(["f5", "a", "ctrl+x", "ctrl+x a", "?", "leader b", "bad+"])).map(
            tuple
        ),
    ),
    st.sampled_from([*PRESETS]),
)
def test_no_key_ever_does_two_things_in_one_place(
    wanted: dict[str, tuple[str, ...]], preset: Preset
) -> None:
    found = keymap(Settings(keymap=preset, keys=wanted))
    places = [(SCOPE_OF[command], key) for command, keys in found.keys.items() for key in keys]

    assert len(places) == len(set(places))
