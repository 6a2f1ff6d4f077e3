"""`--var name=value` and `--env NAME`, which several commands take."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
T = TypeVar("T")


def _pairs(
    _context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> dict[str, str]:
    """Return `name=value` texts as a mapping; of a name given twice the last one counts."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f'"{text}" is not NAME=VALUE')
        found[name.strip()] = value
    return found


def scope_options(command: Callable[P, T]) -> Callable[P, T]:
    """Add the options that say what the `{{names}}` in a collection stand for."""
    command = click.option(
        "--var",
        "variables",
        metavar="NAME=VALUE",
        multiple=True,
        callback=_pairs,
        help="Set a variable; wins over every environment. May be repeated.",
    )(command)
    return click.option(
        "--env", "environment", metavar="NAME", help="Use the environment of this name."
    )(command)
