from pathlib import Path

import pytest

from workbench.cli.main import COMMANDS
from workbench.cli.open import existing_directory, open_collection
from workbench.errors import WorkbenchError


def test_the_directory_may_be_left_out_or_be_a_file_in_it(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop / "users")

    assert existing_directory(None, ()) == shop / "users"
    assert existing_directory(Path(".."), ()) == shop
    assert existing_directory(shop / "collection.toml", ()) == shop


def test_a_misspelt_command_is_noticed() -> None:
    with pytest.raises(WorkbenchError) as caught:
        existing_directory(Path("dmeo"), COMMANDS)

    assert caught.value.problems[0].hint == 'did you mean "demo"?'


def test_a_file_of_another_kind_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "notes.md").touch()

    with pytest.raises(WorkbenchError, match=r'notes\.md" is not a directory'):
        existing_directory(tmp_path / "notes.md", ())


def test_open_takes_an_environment_and_variables() -> None:
    names = {parameter.name for parameter in open_collection.params}

    assert names == {"directory", "environment", "variables"}
