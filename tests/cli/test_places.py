from pathlib import Path

import pytest

from workbench.cli.places import find_root, locate, locate_root
from workbench.errors import WorkbenchError


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "users").mkdir(parents=True)
    (root / "collection.toml").touch()
    (root / "users" / "folder.toml").touch()
    (root / "users" / "list.toml").touch()
    (root / "notes.md").touch()
    return root


@pytest.mark.parametrize(
    ("path", "id_"),
    [
        (".", ""),
        ("collection.toml", ""),
        ("users", "users"),
        ("users/folder.toml", "users"),
        ("users/list", "users/list"),
        ("users/list.toml", "users/list"),
        ("users/../users/list", "users/list"),
    ],
)
def test_a_path_is_a_place_in_a_collection(shop: Path, path: str, id_: str) -> None:
    assert locate(shop / path) == (shop, id_)


def test_a_place_is_found_with_its_root(shop: Path) -> None:
    assert locate_root(shop / "users" / "list") == (shop, shop / "users" / "list.toml")


def test_the_root_is_found_upwards(shop: Path) -> None:
    assert find_root(shop / "users") == shop
    assert find_root(shop.parent) is None


def test_a_misspelt_path_is_explained(shop: Path) -> None:
    with pytest.raises(WorkbenchError) as caught:
        locate(shop / "users" / "lst")

    assert caught.value.problems[0].hint == 'did you mean "list"?'


@pytest.mark.parametrize(
    ("path", "what"), [("notes.md", "is not a request"), ("..", "is not part of a collection")]
)
def test_a_path_to_something_else_is_explained(shop: Path, path: str, what: str) -> None:
    with pytest.raises(WorkbenchError, match=what):
        locate(shop / path)
