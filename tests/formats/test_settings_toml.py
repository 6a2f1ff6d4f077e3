from workbench.formats import decode_settings, edit_settings, encode_settings
from workbench.model import Settings


def test_settings_read_back() -> None:
    settings = Settings("night", "over")

    assert decode_settings(encode_settings(settings), "s.toml") == (settings, ())


def test_a_wrong_setting_costs_only_that_setting() -> None:
    settings, problems = decode_settings("theme = 1\nlayout = 'ovr'", "s.toml")

    assert settings == Settings()
    assert [str(problem) for problem in problems] == [
        's.toml:1: "theme" must be text, not a whole number',
        's.toml:2: unknown layout "ovr"\nhint: did you mean "over"?',
    ]
    assert decode_settings("theme = 'x'\nlayout = 1", "s.toml")[0] == Settings("x")


def test_a_broken_file_means_defaults() -> None:
    settings, problems = decode_settings("theme =", "s.toml")

    assert settings == Settings()
    assert problems[0].where == "s.toml:1"


def test_an_edit_changes_the_lines_that_differ() -> None:
    text = "\ufeff# mine\nlayout = 'over' # c\nother = 1\n"

    assert edit_settings(text, Settings("", "over")) == text
    assert edit_settings(text, Settings("x", "auto")) == (
        "\ufeff# mine\ntheme = \"x\"\nlayout = 'auto' # c\nother = 1\n"
    )
