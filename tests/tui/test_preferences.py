from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.tui.preferences import Preferences

pytestmark = pytest.mark.anyio


def write(tmp_path: Path, text: str, name: str = "settings.toml") -> Path:
    path = tmp_path / "config" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_wrong_keys_are_placed_at_their_lines(tmp_path: Path) -> None:
    path = write(tmp_path, 'theme = "night"\n[keys]\nsned = "f5"\n')

    assert [problem.where for problem in Preferences().key_problems] == [f"{path}:3"]


def test_a_look_reads_only_what_has_changed(tmp_path: Path) -> None:
    preferences = Preferences()
    assert not preferences.look()

    write(tmp_path, 'theme = "ember"\n')
    assert preferences.look()
    assert preferences.settings.theme == "ember"
    assert not preferences.look()

    write(tmp_path, 'name = "mine"\n[colors]\nprimary = "#112233"\n', "themes/mine.toml")
    assert preferences.look()
    assert "mine" in [theme.name for theme in preferences.themes]


def test_the_theme_can_go_by_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'theme = "auto"\ntheme_light = "dawn"\n')

    monkeypatch.setenv("COLORFGBG", "0;15")
    assert Preferences().theme == "dawn"
    monkeypatch.setenv("COLORFGBG", "15;0")
    assert Preferences().theme == "night"


async def test_a_change_is_written_and_not_seen_as_one_of_somebody_else(tmp_path: Path) -> None:
    path = write(tmp_path, "# mine\n")
    preferences = Preferences()

    await preferences.change(keys={"send": ("f2",)})

    assert path.read_text() == '# mine\n\n[keys]\nsend = "f2"\n'
    assert preferences.keymap.shown("send") == "f2"
    assert not preferences.look()


async def test_a_change_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    preferences = Preferences()
    (tmp_path / "config").write_text("in the way")

    with pytest.raises(WorkbenchError):
        await preferences.change(theme="ember")
