from pathlib import Path

import pytest

from workbench.store.paths import collection_key, config_dir, state_dir, themes_dir


def test_the_environment_chooses_the_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_STATE_DIR", "/s")
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", "/c")

    assert (state_dir(), config_dir(), themes_dir()) == (Path("/s"), Path("/c"), Path("/c/themes"))


def test_the_system_chooses_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKBENCH_STATE_DIR", "WORKBENCH_CONFIG_DIR"):
        monkeypatch.delenv(name, raising=False)

    assert state_dir().name == config_dir().name == "workbench"


def test_a_collection_is_known_by_its_real_place(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to("a")

    assert collection_key(tmp_path / "link") == collection_key(tmp_path / "a")
    assert collection_key(tmp_path) != collection_key(tmp_path / "a")
