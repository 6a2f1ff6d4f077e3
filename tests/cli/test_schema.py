import json

import pytest
from click.testing import CliRunner

from workbench.cli.schema import KINDS, print_schema
from workbench.formats.schema import schema

from .command import workbench


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_each_kind_is_printed(kind: str) -> None:
    done = CliRunner().invoke(print_schema, [kind], standalone_mode=False)

    assert done.exception is None
    assert json.loads(done.stdout)["title"] == f"Workbench: {kind}"


def test_the_schema_of_requests_is_printed_without_a_word() -> None:
    done = workbench("schema")

    assert (done.code, done.out) == (0, json.dumps(schema("request"), indent=2) + "\n")
    assert workbench("schema", "cookie").code == 2
