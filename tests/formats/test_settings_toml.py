from workbench.formats.settings_toml import decode_settings
from workbench.model import Settings


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
