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
    return EnvironmentFiles(Tree(root))


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
        EnvironmentFiles(Tree(root)).edit("dev", with_page, local=False)
