import click
import pytest
from click.testing import CliRunner

from workbench.cli.variables import scope_options


@click.command()
@scope_options
def show(environment: str | None, variables: dict[str, str]) -> None:
    click.echo(f"{environment} {variables}")


def test_variables_are_pairs_and_the_last_one_counts() -> None:
    given = ["--var", "a=1", "--var", "b=x=y", "--var", "a=", "--env", "local"]
    done = CliRunner().invoke(show, given)

    assert done.output == "local {'a': '', 'b': 'x=y'}\n"


@pytest.mark.parametrize("text", ["a", "=1", " =1"])
def test_what_is_no_pair_is_a_usage_error(text: str) -> None:
    done = CliRunner().invoke(show, ["--var", text])

    assert done.exit_code == 2
    assert f'"{text}" is not NAME=VALUE' in done.output
