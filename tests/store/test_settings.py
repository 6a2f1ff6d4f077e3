from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.preferences import Settings
from workbench.store.settings import load_settings, place_in_settings, save_settings


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == (Settings(), ())


def test_settings_are_kept_with_comments(tmp_path: Path) -> None:
    save_settings(Settings("a", "over"), tmp_path / "new")
    path = tmp_path / "new" / "settings.toml"
    path.write_text(f"# mine\n{path.read_text()}")

    save_settings(Settings("b", "over"), tmp_path / "new")

    assert path.read_text() == '# mine\ntheme = "b"\nlayout = "over"\n'
    assert load_settings(tmp_path / "new") == (Settings("b", "over"), ())


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "dotfiles" / "mine.toml").write_text("theme = 'a'\n")
    (tmp_path / "settings.toml").symlink_to("dotfiles/mine.toml")

    save_settings(Settings("b"), tmp_path)

    assert (tmp_path / "settings.toml").is_symlink()
    assert (tmp_path / "dotfiles" / "mine.toml").read_text() == "theme = 'b'\n"


def test_a_link_that_leads_nowhere_means_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").symlink_to("settings.toml")

    assert load_settings(tmp_path)[0] == Settings()
    assert load_settings(tmp_path)[1][0].what == "a link that leads nowhere"


def test_a_broken_file_means_defaults_and_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xff")

    settings, problems = load_settings(tmp_path)

    assert settings == Settings()
    assert len(problems) == 1
    with pytest.raises(WorkbenchError, match="not UTF-8"):
        save_settings(Settings("b"), tmp_path)
    assert (tmp_path / "settings.toml").read_bytes() == b"\xff"


def test_the_usual_place_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", str(tmp_path))

    save_settings(Settings("b"))

    assert load_settings()[0] == Settings("b")


def test_a_setting_has_a_place(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = 'a'\n[keys]\nsend = 'f5'\n")

    assert place_in_settings(("keys", "send"), tmp_path) == f"{path}:3"
    path.unlink()
    assert place_in_settings(("keys", "send"), tmp_path) == str(path)
