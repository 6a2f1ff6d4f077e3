import subprocess
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import requests
from workbench.store.collection_store import CollectionStore
from workbench.store.new_collection import Begun, create_collection, init_collection
from workbench.store.scan import is_collection


def test_a_new_collection_has_its_files(tmp_path: Path) -> None:
    create_collection(tmp_path / "deep" / "shop", 'The "Shop"')

    root = tmp_path / "deep" / "shop"
    assert is_collection(root)
    collection = CollectionStore(root).load()
    assert collection.name == 'The "Shop"'
    assert list(collection.environments) == ["local"]
    assert (root / ".gitignore").read_text() == "*.local.toml\n.env\n"


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.pyc")
    (tmp_path / "environments").mkdir()
    (tmp_path / "environments" / "local.toml").write_text("# mine\n")

    create_collection(tmp_path, "x")

    assert (tmp_path / ".gitignore").read_text() == "*.pyc\n*.local.toml\n.env\n"
    assert (tmp_path / "environments" / "local.toml").read_text() == "# mine\n"
    with pytest.raises(WorkbenchError, match="a collection already"):
        create_collection(tmp_path, "x")


def test_a_place_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WorkbenchError, match="file"):
        create_collection(tmp_path / "file", "x")


SCHEMAS = (
    ".schema/request.json",
    ".schema/folder.json",
    ".schema/collection.json",
    ".schema/environment.json",
)
ALL = (
    *SCHEMAS,
    "environments/local.toml",
    ".gitignore",
    ".gitattributes",
    "README.md",
    "hello.toml",
    "collection.toml",
)


def test_a_teams_collection_begins_with_a_request_and_all_that_git_needs(tmp_path: Path) -> None:
    root = tmp_path / "shop"

    assert init_collection(root, "The\nShop") == Begun(added=ALL)

    collection = CollectionStore(root).load()
    assert collection.problems == ()
    assert [request.id for request in requests(collection.root)] == ["hello"]
    readme = (root / "README.md").read_text()
    assert readme.startswith("# The Shop\n")
    assert "merge.workbench.driver" in readme
    assert (root / ".gitattributes").read_text() == "*.toml merge=workbench\n"


def test_git_sees_what_is_shared_and_not_what_is_local(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    init_collection(root, "Shop")
    (root / "environments" / "dev.local.toml").touch()
    (root / ".env").write_text("A=1\n")
    subprocess.run(["git", "init", "-q", root], check=True)

    status = ["git", "-C", str(root), "status", "--porcelain", "-uall"]
    seen = subprocess.run(status, check=True, capture_output=True, text=True).stdout

    assert sorted(line.removeprefix("?? ") for line in seen.splitlines()) == sorted(ALL)


def test_what_is_there_is_kept_or_added_to_at_its_end(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "hello.toml").write_text("url = 'http://mine'\n")
    (tmp_path / ".gitignore").write_bytes(b".env\r\n*.pyc")
    (tmp_path / ".gitattributes").write_text("*.toml merge=workbench\n")
    (tmp_path / "src").mkdir()

    assert init_collection(tmp_path, "x") == Begun(
        added=(*SCHEMAS, "environments/local.toml", "collection.toml"),
        extended=(".gitignore",),
        kept=(".gitattributes", "README.md", "hello.toml"),
    )

    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "hello.toml").read_text() == "url = 'http://mine'\n"
    assert (tmp_path / ".gitignore").read_bytes() == b".env\r\n*.pyc\r\n*.local.toml\r\n"


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "=", "\0"])
def test_files_that_are_no_requests_are_not_taken_for_some(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)

    with pytest.raises(WorkbenchError, match=r"pyproject.toml: this would be taken for a request"):
        init_collection(tmp_path, "x")

    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_a_collection_does_not_begin_twice_or_in_another(tmp_path: Path) -> None:
    init_collection(tmp_path / "shop", "Shop")

    with pytest.raises(WorkbenchError, match="a collection already"):
        init_collection(tmp_path / "shop", "Shop")
    with pytest.raises(WorkbenchError, match="inside of the collection"):
        init_collection(tmp_path / "shop" / "auth", "Auth")
    assert not (tmp_path / "shop" / "auth").exists()


def test_links_in_the_place_of_files_are_not_written_through(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    (root / "README.md").symlink_to(tmp_path / "elsewhere")
    (root / ".gitignore").symlink_to(tmp_path / "other")

    with pytest.raises(WorkbenchError, match="a link, not a file"):
        init_collection(root, "x")

    assert not (tmp_path / "elsewhere").exists()
    assert not (root / "collection.toml").exists()
