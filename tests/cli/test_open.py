from pathlib import Path

import click
import pytest

from workbench.cli.main import workbench
from workbench.cli.open import find_collection
from workbench.errors import WorkbenchError


def test_a_collection_is_found_from_anywhere_inside(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop / "users")

    assert find_collection(None, ()) == shop
    assert find_collection(Path(".."), ()) == shop
    assert find_collection(shop / "users" / "get.toml", ()) == shop


def test_no_collection_is_no_error_if_none_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert find_collection(None, ()) is None
    with pytest.raises(WorkbenchError, match="is not a collection"):
        find_collection(Path(), ())


def test_a_misspelt_command_is_noticed() -> None:
    with pytest.raises(WorkbenchError) as caught:
        find_collection(Path("dmeo"), workbench.commands)

    assert caught.value.problems[0].hint == 'did you mean "demo"?'


def test_open_takes_an_environment_and_variables() -> None:
    names = {parameter.name for parameter in workbench.commands["open"].params}

    assert names == {"directory", "environment", "variables"}
    assert isinstance(workbench, click.Group)
