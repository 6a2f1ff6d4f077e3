from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from workbench.cli.trust_options import (
    OPTIONS,
    Allowed,
    NotAllowed,
    flags,
    grants_for,
    powers_of,
    trust_options,
)
from workbench.errors import ExitCode
from workbench.model import Capabilities
from workbench.store.trust import Trust

NONE: dict[str, tuple[str, ...]] = {name: () for name, _, _ in OPTIONS}
FEW = Capabilities(
    env_names=frozenset({"A"}),
    commands=frozenset({"pass show shop"}),
    secret_hosts=frozenset({("h:80", "token")}),
)


@click.command()
@trust_options
def command(allowed: Allowed) -> None:
    """Print what is allowed."""
    click.echo(f"{allowed.everything} {' '.join(powers_of(allowed.given).lines())}")


def test_the_options_name_powers() -> None:
    done = CliRunner().invoke(
        command,
        [
            "--allow-env",
            "A",
            "--allow-command",
            "pass  show 'shop'",
            "--allow-secret",
            "token=h:80",
        ],
    )

    assert done.output == (
        "False run the command: pass show shop read the environment variable A "
        "send the secret token to h:80\n"
    )
    assert CliRunner().invoke(command, ["--trust"]).output == "True \n"


@pytest.mark.parametrize(
    "wrong", [["--allow-secret", "token"], ["--allow-secret", "=h"], ["--allow-command", "a 'b"]]
)
def test_what_names_nothing_is_refused(wrong: list[str]) -> None:
    assert CliRunner().invoke(command, wrong).exit_code == 2


def test_what_is_missing_is_told_with_the_options_that_grant_it() -> None:
    error = NotAllowed(FEW)

    assert error.exit_code is ExitCode.UNTRUSTED
    assert [problem.what for problem in error.problems] == [
        "not allowed yet: run the command: pass show shop",
        "not allowed yet: read the environment variable A",
        "not allowed yet: send the secret token to h:80",
    ]
    assert error.problems[-1].hint.endswith(
        "--allow-env A --allow-command 'pass show shop' --allow-secret token=h:80"
    )
    assert list(flags(FEW))[:2] == ["--allow-env", "A"]


def test_files_are_named_by_their_real_place(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "key.pem")
    powers = powers_of(NONE | {"file": (str(tmp_path / "link"),)})

    assert powers.outside_files == {str((tmp_path / "key.pem").resolve())}


def test_what_was_granted_before_counts_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "state"))
    root = tmp_path / "shop"
    root.mkdir()
    grants = grants_for(root, Allowed(NONE | {"env": ("B",)}))
    assert grants.granted() == Capabilities()
    assert grants.more.env_names == {"B"}

    Trust(tmp_path / "state" / "trust", root, "shop").grant(FEW)
    assert grants.granted() == FEW
    for file in (tmp_path / "state" / "trust").iterdir():
        file.write_text("{")
    assert grants.granted() == Capabilities()
