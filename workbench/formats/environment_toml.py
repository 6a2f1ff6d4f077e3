"""environments/NAME.toml ⇄ Environment."""

from typing import Any

import msgspec

from workbench.model import Environment

from .notations import SECRETS, VARIABLES
from .rows import Notations, decode_tables, encode_rows
from .toml import parse
from .typed import Path, Source
from .write import document

ENVIRONMENT_ROWS: Notations = {"variables": VARIABLES, "secrets": SECRETS}


class _Environment(msgspec.Struct):
    color: str = ""
    protected: bool = False
    app: str = ""


def decode_environment(text: str, where: str, name: str) -> Environment:
    """Return the environment that a file's text describes; its name is that of the file."""
    return environment_from(parse(text, where), Source(text, where), name)


def environment_from(table: dict[str, Any], source: Source, name: str) -> Environment:
    """Return the environment that a parsed file describes."""
    read = source.convert(table, _Environment)
    rows: dict[str, Any] = decode_tables(table, source, ENVIRONMENT_ROWS)
    return Environment(name=name, color=read.color, protected=read.protected, app=read.app, **rows)


def encode_environment(environment: Environment) -> str:
    """Return the text of a new environment file."""
    values: dict[str, Any] = {"color": environment.color} if environment.color else {}
    values |= {"protected": True} if environment.protected else {}
    values |= {"app": environment.app} if environment.app else {}
    sections: dict[Path, Any] = {
        (key,): encode_rows(getattr(environment, key), notation)
        for key, notation in ENVIRONMENT_ROWS.items()
    }
    return document(values, sections)
