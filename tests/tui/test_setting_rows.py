from dataclasses import fields, replace

import pytest

from workbench.preferences import Settings
from workbench.tui.keymap import SCOPE_OF, keymap
from workbench.tui.setting_rows import SettingRow, changed, setting_rows

THEMES = ["night", "paper"]


def rows(settings: Settings) -> dict[str, SettingRow]:
    return {row.name: row for row in setting_rows(settings, keymap(settings), THEMES)}


def test_every_setting_and_every_command_has_a_row() -> None:
    found = rows(Settings())

    assert {field.name for field in fields(Settings)} - {"keys"} <= set(found)
    assert {f"keys.{command}" for command in SCOPE_OF} <= set(found)
    assert not any(row.own for row in found.values())


def test_what_the_user_has_set_is_marked() -> None:
    commands = {"a/b": "x -y", "c/d": "z"}
    found = rows(Settings(motion=False, keys={"send": ("f2",)}, filters=commands))

    assert (found["motion"].value, found["motion"].own) == ("off", True)
    assert (found["keys.send"].value, found["keys.send"].own) == ("f2", True)
    assert (found["filters"].value, found["filters"].own) == ("a/b = x -y ;; c/d = z", True)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("theme", "auto", Settings(theme="auto")),
        ("motion", "off", Settings(motion=False)),
        ("layout", "beside", Settings(layout="beside")),
        ("keys.send", "f2", Settings(keys={"send": ("f2",)})),
        ("keys.send", (), Settings(keys={"send": ()})),
        ("keys.send", None, Settings()),
        ("layout", None, Settings()),
        (
            "filters",
            "a/b = jq '.x = 1' ;; c/* = feh;; d",
            Settings(filters={"a/b": "jq '.x = 1'", "c/*": "feh"}),
        ),
        ("openers", None, Settings()),
        ("history_entries", "50", Settings(history_entries=50)),
    ],
)
def test_a_row_changes_its_own_setting(
    name: str, value: str | tuple[str, ...] | None, wanted: Settings
) -> None:
    assert replace(Settings(), **changed(Settings(), rows(Settings())[name], value)) == wanted
