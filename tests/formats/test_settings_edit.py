from workbench.formats.settings_edit import edit_settings, encode_settings
from workbench.formats.settings_toml import decode_settings
from workbench.model import Settings


def test_settings_read_back() -> None:
    settings = Settings("night", "over")

    assert decode_settings(encode_settings(settings), "s.toml") == (settings, ())


def test_an_edit_changes_the_lines_that_differ() -> None:
    text = "\ufeff# mine\nlayout = 'over' # c\nother = 1\n"

    assert edit_settings(text, Settings("", "over")) == text
    assert edit_settings(text, Settings("x", "auto")) == (
        "\ufeff# mine\ntheme = \"x\"\nlayout = 'auto' # c\nother = 1\n"
    )
