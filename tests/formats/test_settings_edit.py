import pytest

from workbench.errors import WorkbenchError
from workbench.formats.settings_edit import edit_settings, encode_settings
from workbench.formats.settings_toml import decode_settings
from workbench.preferences import Settings

FULL = Settings(
    "ember", "over", "night", "linen", False, False, "vim", {"send": ("f5",), "quit": ()},
    filters={"application/json": "jq ."}, openers={"image/*": "feh"},
)  # fmt: skip


def test_settings_read_back() -> None:
    for settings in (Settings(), Settings("night", "over"), FULL):
        assert decode_settings(encode_settings(settings), "s.toml") == (settings, ())


def test_a_new_file_says_only_what_is_not_usual() -> None:
    assert encode_settings(Settings("ember")) == 'theme = "ember"\n'


def test_an_edit_changes_the_lines_that_differ() -> None:
    text = "\ufeff# mine\nlayout = 'over' # c\nother = 1\n"

    assert edit_settings(text, Settings("", "over")) == text
    assert edit_settings(text, Settings("x", "auto")) == (
        "\ufeff# mine\ntheme = \"x\"\nlayout = 'auto' # c\nother = 1\n"
    )


def test_an_edit_of_keys_leaves_the_others_as_they_are_written() -> None:
    text = "[keys]\nsend = 'f5'   # as in a browser\nsave = ['f2']\nmove = 'x'\n"
    keys = {"send": ("f5",), "save": ("f2", "ctrl+s"), "quit": ()}

    assert edit_settings(text, Settings(keys=keys)) == (
        '[keys]\nsend = \'f5\'   # as in a browser\nsave = ["f2", "ctrl+s"]\nquit = []\n'
    )


def test_every_setting_can_be_edited_into_any_file() -> None:
    assert decode_settings(edit_settings("", FULL), "s.toml") == (FULL, ())
    assert decode_settings(edit_settings(encode_settings(FULL), Settings()), "s.toml") == (
        Settings(),
        (),
    )


def test_what_cannot_be_read_is_not_written_over() -> None:
    with pytest.raises(WorkbenchError):
        edit_settings("theme =", Settings("x"))


def test_commands_for_types_are_edited_one_by_one() -> None:
    text = '[filters]\n"text/html" = "lynx"  # mine\n"text/xml" = "xq"\n'

    assert edit_settings(text, Settings(filters={"text/html": "w3m"})) == (
        '[filters]\n"text/html" = "w3m"  # mine\n'
    )
    assert edit_settings("", Settings(openers={"image/*": "feh"})) == (
        '[openers]\n"image/*" = "feh"\n'
    )
