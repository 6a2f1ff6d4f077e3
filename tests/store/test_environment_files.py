from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import Environment, Variable
from workbench.store.collection_store import CollectionStore
from workbench.store.environment_files import EnvironmentFiles
from workbench.store.tree import Tree

DEV = '# for all\n[variables]\nurl = "http://dev"  # the server\n'


@pytest.fixture
def files(root: Path) -> EnvironmentFiles:
    (root / "environments" / "dev.toml").write_text(DEV)
    return EnvironmentFiles(Tree(root), root.parent / "trash")


def with_page(environment: Environment) -> Environment:
    return replace(environment, variables=(*environment.variables, Variable("page", "1")))


def test_a_change_leaves_the_other_lines_alone(files: EnvironmentFiles, root: Path) -> None:
    files.edit("dev", with_page, local=False)

    assert (root / "environments" / "dev.toml").read_text() == DEV + 'page = "1"\n'


def test_what_is_local_goes_into_a_file_of_its_own(files: EnvironmentFiles, root: Path) -> None:
    files.edit("dev", with_page, local=True)
    files.edit("dev", lambda local: replace(local, color="red"), local=True)

    assert (root / "environments" / "dev.toml").read_text() == DEV
    text = (root / "environments" / "dev.local.toml").read_text()
    assert 'page = "1"' in text
    assert "http://dev" not in text
    dev = CollectionStore(root).load().environments["dev"]
    assert [row.name for row in dev.variables] == ["url", "page"]
    assert dev.color == "red"
    assert dev.local == {"page"}


def test_the_first_environment_gets_its_folder(root: Path) -> None:
    (root / "environments" / "local.toml").unlink()
    (root / "environments").rmdir()

    CollectionStore(root).edit_environment("dev", with_page)

    assert list(CollectionStore(root).load().environments) == ["dev"]


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\0b", ".hidden", "dev.local"])
def test_a_name_leads_nowhere_else(files: EnvironmentFiles, root: Path, name: str) -> None:
    before = sorted(root.rglob("*"))

    with pytest.raises(WorkbenchError, match="no name for an environment"):
        files.edit(name, with_page, local=True)

    assert sorted(root.rglob("*")) == before


def test_a_file_that_cannot_be_read_is_not_written_over(
    files: EnvironmentFiles, root: Path
) -> None:
    path = root / "environments" / "dev.toml"
    path.write_text("=")

    with pytest.raises(WorkbenchError, match=r"dev\.toml:1: not valid TOML"):
        files.edit("dev", with_page, local=False)

    assert path.read_text() == "="


def test_a_linked_folder_is_not_written_into(root: Path, tmp_path: Path) -> None:
    (root / "environments").rename(tmp_path / "elsewhere")
    (root / "environments").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(WorkbenchError, match="not followed"):
        EnvironmentFiles(Tree(root), tmp_path).edit("dev", with_page, local=False)


def texts(root: Path) -> dict[str, str]:
    """Return the environments' files with what they hold."""
    return {path.name: path.read_text() for path in sorted((root / "environments").iterdir())}


def test_one_file_says_what_it_says_alone(files: EnvironmentFiles) -> None:
    files.edit("dev", with_page, local=True)

    shared, local = files.read("dev", local=False), files.read("dev", local=True)
    assert shared is not None
    assert local is not None
    assert [row.name for row in shared.variables] == ["url"]
    assert [row.name for row in local.variables] == ["page"]
    assert files.read("nope", local=False) is None


def test_every_change_can_be_taken_back(files: EnvironmentFiles, root: Path) -> None:
    before = texts(root)
    files.edit("dev", with_page, local=True)
    with_local = texts(root)
    undos = [
        files.edit("dev", with_page, local=False),
        files.duplicate("dev", "copy"),
        files.rename("dev", "live"),
        files.delete("live"),
        files.edit("new", with_page, local=False),
    ]
    assert set(texts(root)) == {"copy.toml", "new.toml", *(before.keys() - {"dev.toml"})}

    for undo in reversed(undos):
        undo()
    assert texts(root) == with_local


def test_a_copy_is_byte_by_byte_and_leaves_what_is_local(
    files: EnvironmentFiles, root: Path
) -> None:
    files.edit("dev", with_page, local=True)
    files.duplicate("dev", "copy")

    assert texts(root)["copy.toml"] == DEV
    assert "copy.local.toml" not in texts(root)


def test_what_has_changed_since_is_not_undone(files: EnvironmentFiles, root: Path) -> None:
    undo = files.edit("dev", with_page, local=False)
    undo_new = files.edit("new", with_page, local=False)
    for name in ("dev.toml", "new.toml"):
        with (root / "environments" / name).open("a") as file:
            file.write("# theirs\n")
    theirs = texts(root)

    for each in (undo, undo_new):
        with pytest.raises(WorkbenchError, match="changed on disk"):
            each()
    assert texts(root) == theirs


@pytest.mark.parametrize("local", [True, False])
def test_no_name_is_taken_twice(files: EnvironmentFiles, root: Path, local: bool) -> None:
    files.edit("live", with_page, local=local)
    before = texts(root)

    for act in (files.rename, files.duplicate):
        with pytest.raises(WorkbenchError, match='there is an environment "live" already'):
            act("dev", "live")
    assert texts(root) == before


def test_what_is_not_there_cannot_be_changed(files: EnvironmentFiles) -> None:
    with pytest.raises(WorkbenchError, match="no environment"):
        files.rename("nope", "new")
    with pytest.raises(WorkbenchError, match="no environment"):
        files.delete("nope")
    with pytest.raises(WorkbenchError, match="only a local file"):
        files.duplicate("nope", "new")
