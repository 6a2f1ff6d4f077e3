from pathlib import Path

from workbench.store.toml_files import kind_of, toml_files


def test_each_file_has_its_kind_by_its_place(tmp_path: Path) -> None:
    kinds = {
        "collection.toml": "collection",
        "folder.toml": "folder",
        "a.toml": "request",
        "users/collection.toml": None,
        "users/folder.toml": "folder",
        "users/a.toml": "request",
        "users/environments/a.toml": "request",
        "users/a.baseline.toml": None,
        "users/a.txt": None,
        "environments/local.toml": "environment",
        "environments/folder.toml": "environment",
        "environments/in/a.toml": None,
    }

    assert {name: kind_of(tmp_path, tmp_path / name) for name in kinds} == kinds


def test_files_below_a_place_are_found_in_order(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "x/folder.toml", ".git/c.toml", "environments/e.toml", "n.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    found = [path.relative_to(tmp_path).as_posix() for path, _ in toml_files(tmp_path, tmp_path)]

    assert found == ["a.toml", "b.toml", "environments/e.toml", "x/folder.toml"]
    assert list(toml_files(tmp_path, tmp_path / "a.toml")) == [(tmp_path / "a.toml", "request")]
    assert list(toml_files(tmp_path, tmp_path / "n.md")) == []
