"""environments/NAME.toml ⇄ Environment."""

from typing import Any

import msgspec

from workbench.model import Environment

from .layout import Path
from .toml import parse
from .typed import Source
from .write import document

LATER = ("app",)


class _Environment(msgspec.Struct):
    variables: dict[str, Any] = {}
    secrets: dict[str, str] = {}
    color: str = ""
    protected: bool = False


def decode_environment(text: str, where: str, name: str) -> Environment:
    """Return the environment that a file's text describes; its name is that of the file."""
    source = Source(text, where)
    table = parse(text, where)
    read = source.convert(table, _Environment)
    return Environment(
        name=name,
        variables=source.texts(read.variables, ("variables",)),
        secrets=read.secrets,
        color=read.color,
        protected=read.protected,
        unsupported=tuple(key for key in LATER if key in table),
    )


def encode_environment(environment: Environment) -> str:
    """Return the text of a new environment file."""
    values: dict[str, Any] = {"color": environment.color} if environment.color else {}
    if environment.protected:
        values["protected"] = True
    sections: dict[Path, Any] = {
        ("variables",): dict(environment.variables),
        ("secrets",): dict(environment.secrets),
    }
    return document(values, sections)
