from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.collection_store import CollectionStore
from workbench.store.new_collection import create_collection
from workbench.store.scan import is_collection


def test_a_new_collection_has_its_files(tmp_path: Path) -> None:
    create_collection(tmp_path / "deep" / "shop", 'The "Shop"')

    root = tmp_path / "deep" / "shop"
    assert is_collection(root)
    collection = CollectionStore(root).load()
    assert collection.name == 'The "Shop"'
    assert list(collection.environments) == ["local"]
    assert (root / ".gitignore").read_text() == "*.local.toml\n"


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.pyc")
    (tmp_path / "environments").mkdir()
    (tmp_path / "environments" / "local.toml").write_text("# mine\n")

    create_collection(tmp_path, "x")

    assert (tmp_path / ".gitignore").read_text() == "*.pyc\n*.local.toml\n"
    assert (tmp_path / "environments" / "local.toml").read_text() == "# mine\n"
    with pytest.raises(WorkbenchError, match="a collection already"):
        create_collection(tmp_path, "x")


def test_a_place_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WorkbenchError, match="file"):
        create_collection(tmp_path / "file", "x")
