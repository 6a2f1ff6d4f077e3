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


def test_a_secret_is_explained_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "environments").mkdir()
    (tmp_path / "collection.toml").write_text("format = 1\n")
    (tmp_path / "environments" / "local.toml").write_text(
        '[variables]\na = 1\n\n[secrets]\ntoken = "env:TOKEN"\n'
    )
    (tmp_path / "get.toml").write_text(
        'url = "http://h/{{a}}"\nauth = {type = "bearer", token = "{{token}}"}\n'
    )

    out = run(tmp_path / "get", "token", "--env", "local")
    assert out.endswith("  ✓ environments/local.toml:5  env:TOKEN\n")
