from workbench.tui.place_commands import SIDE_PLACES

AMBIGUOUS = {"ctrl+m", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+left_square_bracket"}


def test_no_key_does_two_things_on_a_screen() -> None:
    for _, commands in SIDE_PLACES:
        keys = [key for command in commands for key in command.keys.split(",")]
        assert len(keys) == len(set(keys))
        assert set(keys) & AMBIGUOUS == set()


def test_ids_are_unique_and_every_command_has_words_for_the_key_bar() -> None:
    commands = [command for _, found in SIDE_PLACES for command in found]

    assert len({command.id for command in commands}) == len(commands)
    assert all(command.short for command in commands)
    assert all(c.help[0].isupper() and not c.help.endswith(".") for c in commands)


def test_every_screen_has_a_way_back_and_help() -> None:
    for _, commands in SIDE_PLACES:
        names = {command.id.partition(".")[2] for command in commands}
        assert names >= {"back", "help"}
