from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.store.tree import Tree, join, split


def test_ids_are_split_and_joined() -> None:
    assert split("a/b/c") == ("a/b", "c")
    assert split("a") == ("", "a")
    assert join("a/b", "c") == "a/b/c"
    assert join("", "a") == "a"


def test_ids_have_places(root: Path) -> None:
    tree = Tree(root)

    assert tree.folder("") == root
    assert tree.is_folder("auth")
    assert not tree.is_folder("ping")
    assert tree.item("auth") == root / "auth"
    assert tree.item("auth/login") == tree.request_file("auth/login") == root / "auth/login.toml"
    assert tree.folder_file("auth") == root / "auth/folder.toml"
    assert tree.where(root / "auth/login.toml") == "shop/auth/login.toml"
    assert tree.real(root / "ping.toml") == root / "ping.toml"
    assert {"ping", "ping.toml", "auth"} <= tree.taken("")


@pytest.mark.parametrize("node", ["..", "auth/../..", "/x", "a//b", ".git", "a\0", "auth/.x"])
def test_ids_that_are_no_place_are_refused(root: Path, node: str) -> None:
    tree = Tree(root)

    for find in (tree.folder, tree.item, tree.request_file):
        with pytest.raises(WorkbenchError):
            find(node)


def test_what_the_system_refuses_names_the_path(root: Path) -> None:
    tree = Tree(root)

    with (
        pytest.raises(WorkbenchError, match="shop/x: the disk is full"),
        tree.guarded(root / "x"),
    ):
        raise OSError(28, "No space left on device")
