from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.folder_toml import FolderFile
from workbench.model import Row
from workbench.store.collection_store import CollectionStore
from workbench.store.folder_files import FolderFiles
from workbench.store.tree import Tree


@pytest.fixture
def folders(root: Path) -> FolderFiles:
    return FolderFiles(Tree(root), root.parent / "trash")


def test_a_folder_has_a_name_and_an_order(folders: FolderFiles, root: Path) -> None:
    (root / "plain").mkdir()

    assert (folders.name("auth"), folders.order("auth")) == ("Auth", ["login"])
    assert (folders.name("plain"), folders.order("plain")) == ("", [])
    assert folders.displayed("auth") == ["login", "logout"]


def test_an_order_gets_a_file_when_it_needs_one(folders: FolderFiles, root: Path) -> None:
    (root / "plain").mkdir()

    folders.write_order("plain", [])
    assert not (root / "plain" / "folder.toml").exists()
    folders.write_order("plain", ["a"])
    assert (root / "plain" / "folder.toml").read_text() == 'order = ["a"]\n'


def test_a_name_gets_a_file_when_the_directory_does_not_say_it(
    folders: FolderFiles, root: Path
) -> None:
    (root / "plain").mkdir()

    folders.write_name("plain", "plain")
    assert not (root / "plain" / "folder.toml").exists()
    folders.write_name("plain", "Plain!")
    assert folders.name("plain") == "Plain!"


def test_only_a_complete_list_is_added_to(folders: FolderFiles) -> None:
    folders.add("", "new")
    folders.add("auth", "new")

    assert folders.order("") == ["auth", "ping", "new"]
    assert folders.order("auth") == ["login"]


def test_a_broken_file_is_not_changed(folders: FolderFiles, root: Path) -> None:
    (root / "auth" / "folder.toml").write_text("order =")

    with pytest.raises(WorkbenchError, match=r"shop/auth/folder\.toml:1"):
        folders.write_order("auth", ["a"])

    assert (root / "auth" / "folder.toml").read_text() == "order ="


def test_the_defaults_of_a_folder_change_where_they_must(root: Path) -> None:
    def with_header(file: FolderFile) -> FolderFile:
        return replace(file, defaults=replace(file.defaults, headers=(Row("Accept", "*/*"),)))

    store = CollectionStore(root)
    before = (root / "auth" / "folder.toml").read_text()
    store.edit_folder("auth", with_header)
    (root / "plain").mkdir()
    store.edit_folder("plain", lambda file: file)
    assert not (root / "plain" / "folder.toml").exists()
    store.edit_folder("plain", with_header)

    text = (root / "auth" / "folder.toml").read_text()
    assert text == before + '\n[headers]\nAccept = "*/*"\n'
    assert text.removeprefix(before) in f"\n{(root / 'plain' / 'folder.toml').read_text()}"


def test_an_edit_can_be_taken_back(root: Path) -> None:
    store = CollectionStore(root, root.parent / "trash")
    (root / "plain").mkdir()
    before = (root / "auth" / "folder.toml").read_bytes()
    undos = [
        store.edit_folder(node, lambda file: replace(file, description="new"))
        for node in ("auth", "plain")
    ]
    assert store.folder_file("plain") == FolderFile(description="new")

    for undo in undos:
        undo()
    assert (root / "auth" / "folder.toml").read_bytes() == before
    assert not (root / "plain" / "folder.toml").exists()
    assert store.folder_file("plain") == FolderFile()
