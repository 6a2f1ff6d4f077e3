import pytest
from textual.keys import _character_to_key

from workbench.tui.key_names import character, doubt, key_name, pressed, sequence_name, shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ctrl+s", "ctrl+s"),
        ("Ctrl+S", "ctrl+s"),
        ("^s", "ctrl+s"),
        ("shift+ctrl+p", "ctrl+shift+p"),
        ("?", "question_mark"),
        ("D", "D"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        ("alt+<", "alt+less_than_sign"),
        ("esc", "escape"),
        ("PgUp", "pageup"),
        ("f12", "f12"),
        (" ", "space"),
        ("ü", "ü"),
        ("", None),
        ("ctrl+", None),
        ("f99", None),
        ("cmd+s", None),
        ("ctrl-s", None),
    ],
)
def test_keys_are_understood_as_people_write_them(text: str, name: str | None) -> None:
    assert key_name(text) == name


def test_every_printable_character_has_the_name_that_textual_gives_it() -> None:
    for number in range(33, 127):
        assert key_name(chr(number)) == _character_to_key(chr(number))
        assert character(_character_to_key(chr(number))) == chr(number)


def test_keys_may_follow_each_other() -> None:
    assert sequence_name("ctrl+x  ?") == "ctrl+x question_mark"
    assert sequence_name("ctrl+x nokey") is None
    assert sequence_name(" ") is None


def test_keys_are_shown_short() -> None:
    assert shown("ctrl+x question_mark") == "^x ?"
    assert shown("alt+enter") == "alt+enter"
    assert shown("space") == "space"


def test_a_key_that_may_not_arrive_is_doubted() -> None:
    assert doubt("ctrl+m") == "most terminals cannot tell ctrl+m from enter"
    assert "Kitty" in doubt("ctrl+x ctrl+shift+p")
    assert doubt("ctrl+shift+up") == ""
    assert doubt("f5") == ""


def test_one_key_has_one_name() -> None:
    assert pressed("ctrl+@") == "ctrl+space"
    assert pressed("ctrl+s") == "ctrl+s"
