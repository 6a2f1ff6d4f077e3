from workbench.formats.settings_toml import decode_settings
from workbench.preferences import Settings


def test_a_wrong_setting_costs_only_that_setting() -> None:
    settings, problems = decode_settings("theme = 1\nlayout = 'ovr'\nmotion = 'no'", "s.toml")

    assert settings == Settings()
    assert [str(problem) for problem in problems] == [
        's.toml:1: "theme" must be text, not a whole number',
        's.toml:2: unknown layout "ovr"\nhint: did you mean "over"?',
        's.toml:3: "motion" must be true or false, not text',
    ]
    assert decode_settings("theme = 'x'\nlayout = 1", "s.toml")[0] == Settings("x")


def test_a_broken_file_means_defaults() -> None:
    settings, problems = decode_settings("theme =", "s.toml")

    assert settings == Settings()
    assert problems[0].where == "s.toml:1"


def test_a_command_may_have_one_key_several_or_none() -> None:
    text = "keymap = 'vim'\n[keys]\nsend = 'f5'\nsave = ['ctrl+s', 'ctrl+x s']\nquit = []\n"

    assert decode_settings(text, "s.toml") == (
        Settings(keymap="vim", keys={"send": ("f5",), "save": ("ctrl+s", "ctrl+x s"), "quit": ()}),
        (),
    )


def test_keys_of_a_wrong_type_cost_only_those() -> None:
    settings, problems = decode_settings("[keys]\nsend = 5\nsave = 'f2'\n", "s.toml")

    assert settings.keys == {"save": ("f2",)}
    assert [problem.where for problem in problems] == ["s.toml:2"]
    assert decode_settings("keys = 1", "s.toml")[1][0].what == (
        '"keys" must be a table, not a whole number'
    )


def test_history_may_be_bounded_or_turned_off_by_whole_numbers() -> None:
    text = "history_entries = 0\nhistory_megabytes = -1\n"

    settings, problems = decode_settings(text, "s.toml")

    assert settings == Settings(history_entries=0)
    assert [str(problem) for problem in problems] == [
        's.toml:2: "history_megabytes" must be from 0 to 1,000,000'
    ]
    wrong, problems = decode_settings("history_entries = 'many'", "s.toml")
    assert wrong == Settings()
    assert problems[0].what == '"history_entries" must be a whole number, not text'


def test_a_wrong_command_for_a_type_costs_only_that() -> None:
    text = "openers = 1\n[filters]\n'text/html' = 'lynx'\n'text/xml' = 2\n"
    settings, problems = decode_settings(text, "s.toml")

    assert settings == Settings(filters={"text/html": "lynx"})
    assert [problem.where for problem in problems] == ["s.toml:4", "s.toml:1"]
