import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.cli.check import check
from workbench.errors import WorkbenchError
from workbench.store.shipped import shipped_collections


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "users").mkdir(parents=True)
    (root / "collection.toml").write_text('format = 1\nname = "Shop"\norder = ["gone"]\n')
    (root / "users" / "list.toml").write_text('url = "http://h"\nmethd = "GET"\n')
    return root


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(check, [str(word) for word in words], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return int(done.return_value), done.output


def test_everything_wrong_is_printed_with_its_file_and_line(shop: Path) -> None:
    code, out = run(shop)

    assert code == 1
    assert f'{shop}/users/list.toml:2: unknown key "methd"\n  hint: did you mean "method"?' in out
    assert f"{shop}/collection.toml:3: warning: " in out
    assert out.endswith("1 problem, 1 warning\n")


def test_warnings_alone_are_no_failure_and_a_part_can_be_looked_at(shop: Path) -> None:
    assert run(shop / "users" / "list.toml")[0] == 1
    assert run(shop / "users")[0] == 1
    (shop / "users" / "list.toml").write_text('url = "http://h"\n')
    assert run(shop)[0] == 0
    assert run(shop / "users") == (0, "nothing is wrong\n")


def test_programs_read_json_and_github_its_commands(shop: Path) -> None:
    (wrong,) = [f for f in json.loads(run(shop, "--format", "json")[1]) if f["severity"] == "error"]
    assert wrong == {
        "file": f"{shop}/users/list.toml",
        "line": 2,
        "severity": "error",
        "what": 'unknown key "methd"',
        "hint": 'did you mean "method"?',
    }
    (shop / "users" / "list.toml").write_text('url = "http://h"\n"100%: a, b" = 1\n')
    (line,) = [x for x in run(shop, "--format", "github")[1].splitlines() if "::error" in x]
    assert line.startswith(f'::error file={shop}/users/list.toml,line=2::unknown key "100%25: a')


def test_values_are_looked_up_where_and_as_the_command_line_says(shop: Path) -> None:
    (shop / "environments").mkdir()
    (shop / "environments" / "local.toml").write_text('[variables]\nhost = "h"\n')
    (shop / "environments" / "staging.toml").write_text("[variables]\n")
    (shop / "users" / "list.toml").write_text('url = "http://{{host}}/{{id}}"\n')

    everywhere = run(shop)[1]
    assert '"{{host}}" in staging\n' in everywhere
    assert '"{{id}}"\n' in everywhere
    assert "{{host}}" not in run(shop, "--env", "local")[1]
    assert "2 problems" in run(shop, "--env", "staging")[1]
    assert run(shop, "--env", "staging", "--var", "host=h", "--var", "id=1")[0] == 0
    assert run(shop, "--var", "host=h", "--var", "id=1")[0] == 0


def test_a_secret_from_nowhere_is_told_with_its_line(shop: Path) -> None:
    (shop / "environments").mkdir()
    (shop / "users" / "list.toml").write_text('url = "http://h"\n')
    file = shop / "environments" / "ci.toml"
    file.write_text('[secrets]\na = "env:A"\nb = "keyring:s/u"\nc = "vault:x"\nd = "prompt"\n')
    (shop / "environments" / "ci.local.toml").write_text('[secrets]\ne = "command:\'"\n')

    out = run(shop)[1]
    assert f'{file}:4: the secret "c" has no source that is known: "vault:x"\n' in out
    assert "ci.local.toml:2: the command of the secret" in out
    assert "2 problems" in out


def test_an_environment_that_is_not_there_is_an_error(shop: Path) -> None:
    with pytest.raises(WorkbenchError, match='there is no environment "nowhere"'):
        run(shop, "--env", "nowhere")


def test_the_shipped_collection_is_well_and_nothing_is_a_usage_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "workbench", "check"]
    good = subprocess.run([*command, shipped_collections() / "demo"], capture_output=True)
    none = subprocess.run([*command, tmp_path], capture_output=True)

    assert (good.returncode, good.stdout) == (0, b"nothing is wrong\n")
    assert none.returncode == 2


def test_names_may_be_columns_of_data(shop: Path, tmp_path: Path) -> None:
    (shop / "users" / "list.toml").write_text('url = "http://h/{{user}}"\n')
    (tmp_path / "users.csv").write_text("user\nada\n")

    assert run(shop / "users")[0] == 1
    assert run(shop / "users", "--data", tmp_path / "users.csv") == (0, "nothing is wrong\n")
