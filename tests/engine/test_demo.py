import urllib.request
from pathlib import Path

import pytest

from workbench.engine.demo import open_demo, place


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    there = tmp_path / "shipped" / "demo"
    (there / "users").mkdir(parents=True)
    (there / "users" / "list.toml").write_text("new")
    return there


def test_the_collection_is_copied_once_and_then_left_alone(shipped: Path, tmp_path: Path) -> None:
    mine = place(shipped, tmp_path / "state" / "demo", fresh=False)
    (mine / "users" / "list.toml").write_text("mine")

    assert place(shipped, mine, fresh=False) == mine
    assert (mine / "users" / "list.toml").read_text() == "mine"
    assert [found.name for found in mine.parent.iterdir()] == ["demo"]


def test_starting_over_keeps_the_old_copy(shipped: Path, tmp_path: Path) -> None:
    mine = place(shipped, tmp_path / "demo", fresh=False)
    (mine / "users" / "list.toml").write_text("mine")
    for _ in range(2):
        place(shipped, mine, fresh=True)

    assert (mine / "users" / "list.toml").read_text() == "new"
    assert (tmp_path / "demo.backup-1" / "users" / "list.toml").read_text() == "mine"
    assert (tmp_path / "demo.backup-2").is_dir()


def test_a_copy_can_be_changed_even_if_the_shipped_one_cannot(
    shipped: Path, tmp_path: Path
) -> None:
    (shipped / "users" / "list.toml").chmod(0o444)
    mine = place(shipped, tmp_path / "demo", fresh=False)

    assert (mine / "users" / "list.toml").stat().st_mode & 0o200


def test_the_tour_has_a_collection_and_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path))
    with open_demo() as (root, variables):
        assert (root / "collection.toml").is_file()
        assert root.parent == tmp_path
        with urllib.request.urlopen(variables["base_url"]) as answer:
            assert answer.status == 200
