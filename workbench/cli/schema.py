"""`workbench schema`: print the JSON Schema of a kind of file."""

import json
from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from workbench.formats.file_kinds import FileKind

KINDS = ("request", "folder", "collection", "environment", "theme", "settings")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), default="request")
def print_schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete TOML.

    Taplo and Even Better TOML use the one that the first line of a file names, by its path
    from there:

    \b
      workbench schema request > shop/.schema/request.json
      #:schema ../.schema/request.json
    """
    from workbench.formats.schema import schema

    click.echo(json.dumps(schema(cast("FileKind", kind)), indent=2, ensure_ascii=False))
