from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.cli.explain import explain
from workbench.errors import WorkbenchError
from workbench.store.shipped import shipped_collections

DEMO = shipped_collections() / "demo"


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(explain, [str(word) for word in words], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.output


def test_a_request_is_explained_with_files_and_lines() -> None:
    out = run(DEMO / "users" / "get", "--env", "local")

    assert "header Accept = application/json\n  ✓ collection.toml:11  application/json\n" in out
    assert "variable user = 2\n  ✓ users/folder.toml:6  2\n" in out


def test_one_name_can_be_asked_for() -> None:
    assert run(DEMO / "auth" / "bearer", "auth").splitlines() == [
        "auth = bearer",
        "  ✓ auth/bearer.toml:7  bearer",
        "  · auth/folder.toml:11  basic",
    ]
    assert run(DEMO / "users" / "get", "base_url", "--var", "base_url=http://h").startswith(
        "variable base_url = http://h\n  ✓ command line  http://h\n"
    )
    with pytest.raises(WorkbenchError, match="did you mean"):
        run(DEMO / "users" / "get", "base_ulr", "--env", "local")


def test_a_folder_is_more_than_one_request() -> None:
    with pytest.raises(WorkbenchError, match="more than one request"):
        run(DEMO / "users")
