"""Environments of a collection: `NAME.toml` for all, `NAME.local.toml` for oneself.

The local file stays out of git. It extends the environment of its name and has the last
word in it; where there is none of this name, it is one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from workbench.errors import Problem, WorkbenchError
from workbench.model import Environment

from .names import LOCAL, SUFFIX


class _Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_Named)


def read_environments(
    files: Iterable[str], read: Callable[[str, str], Environment]
) -> tuple[dict[str, Environment], list[Problem]]:
    """Return the environments in a folder by name, and what could not be read of them.

    `read` returns what a file of the folder says, as the environment of a given name.
    """
    found: dict[str, Environment] = {}
    problems: list[Problem] = []
    local_last = sorted(files, key=lambda file: file.endswith(LOCAL))
    for file in local_last:
        is_local = file.endswith(LOCAL)
        name = file.removesuffix(LOCAL if is_local else SUFFIX)
        try:
            environment = read(file, name)
        except WorkbenchError as error:
            problems += error.problems
            if f"{name}{LOCAL}" in local_last:
                # With one of two files another server might be meant, so it may not be used.
                broken = found.get(name, Environment(name))
                unreadable = (*broken.unsupported, f"{file}, which cannot be read")
                found[name] = replace(broken, unsupported=unreadable)
            continue
        if is_local:
            environment = extended(found.get(name, Environment(name)), environment)
        found[name] = environment
    return found, problems


def extended(shared: Environment, local: Environment) -> Environment:
    """Return an environment with what a local file says in place of what all share.

    Protection can be added this way, not taken away.
    """
    variables = [row for row in local.variables if row.enabled]
    return Environment(
        name=shared.name,
        variables=_extended(_without(shared.variables, local.secrets), variables),
        secrets=_extended(_without(shared.secrets, variables), local.secrets),
        color=local.color or shared.color,
        protected=shared.protected or local.protected,
        app=local.app or shared.app,
        unsupported=(*shared.unsupported, *local.unsupported),
        local=_names(variables) | _names(local.secrets),
    )


def _without(rows: Sequence[T], named: Iterable[_Named]) -> tuple[T, ...]:
    names = _names(named)
    return tuple(row for row in rows if row.name not in names)


def _names(rows: Iterable[_Named]) -> frozenset[str]:
    return frozenset(row.name for row in rows)


def _extended(shared: Sequence[T], local: Sequence[T]) -> tuple[T, ...]:
    own = {row.name: row for row in local}
    kept = tuple(own.pop(row.name, row) for row in shared)
    return (*kept, *own.values())
