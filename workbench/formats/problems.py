"""All that is wrong with the text of one file, each at its line."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.errors import Problem, WorkbenchError, did_you_mean

from .auth_table import AUTHS
from .body_table import BODIES
from .file_kinds import READINGS, FileKind
from .layout import line_of
from .secret_literals import secret_literals
from .shape import unknown_keys
from .toml import parse

_SOURCE = re.compile(r"(?:env|keyring|command):\S")
_MOVE_OUT = 'name where it comes from, under [secrets] of an environment: token = "env:TOKEN"'


def file_problems(text: str, where: str, kind: FileKind) -> tuple[Problem, ...]:
    """Return what is wrong with a file's text, in the order of its lines.

    A text that cannot be read has one problem; otherwise there may be keys and types
    that nobody knows, each with a likely spelling, and literals that look like secrets.
    """
    try:
        table = parse(text, where)
    except WorkbenchError as error:
        return error.problems
    found = [(line, problem) for line, problem in _unknown(table, text, where, kind)]
    found += _unknown_types(table, text, where)
    found += _sources_among_variables(table, text, where)
    found += (
        (
            literal.line,
            Problem(f"{literal.kind} is written out here", f"{where}:{literal.line}", _MOVE_OUT),
        )
        for literal in secret_literals(text)
    )
    try:
        READINGS[kind].decode(text, where)
    except WorkbenchError as error:
        found += ((_line(problem.where), problem) for problem in error.problems)
    return tuple(problem for _, problem in sorted(found, key=lambda pair: pair[0]))


def unknown_key_problems(text: str, where: str, kind: FileKind) -> Iterator[Problem]:
    """Yield the keys of a file that nobody knows; of a text that cannot be read, none."""
    try:
        table = parse(text, where)
    except WorkbenchError:
        return
    yield from (problem for _, problem in _unknown(table, text, where, kind))


def _unknown(
    table: Mapping[str, Any], text: str, where: str, kind: FileKind
) -> Iterator[tuple[int, Problem]]:
    for key in unknown_keys(table, READINGS[kind].shape(table)):
        line, name = line_of(text, key.path), key.path[-1]
        place = f" in [{'.'.join(key.path[:-1])}]" if key.path[:-1] else ""
        listed = ", ".join(key.known)
        otherwise = "it is kept, and nothing reads it" + (f"; known here: {listed}" * bool(listed))
        hint = did_you_mean(name, key.known, otherwise)
        yield line, Problem(f'unknown key "{name}"{place}', f"{where}:{line}", hint)


def _unknown_types(
    table: Mapping[str, Any], text: str, where: str
) -> Iterator[tuple[int, Problem]]:
    for name, known in (("auth", tuple(AUTHS)), ("body", BODIES)):
        inner = table.get(name)
        kind = inner.get("type") if isinstance(inner, dict) else None
        if isinstance(kind, str) and kind not in known:
            line = line_of(text, (name, "type"))
            hint = did_you_mean(kind, known, "use one of: " + ", ".join(known))
            yield line, Problem(f'unknown {name} type "{kind}"', f"{where}:{line}", hint)


def _sources_among_variables(
    table: Mapping[str, Any], text: str, where: str
) -> Iterator[tuple[int, Problem]]:
    """Yield variables that say where a secret is: they stand for just these words."""
    variables = table.get("variables")
    for name, value in variables.items() if isinstance(variables, dict) else ():
        if isinstance(value, str) and _SOURCE.match(value):
            line = line_of(text, ("variables", name))
            hint = "where a secret is stands under [secrets] of an environment"
            yield line, Problem(f'"{name}" stands for the words "{value}"', f"{where}:{line}", hint)


def _line(where: str) -> int:
    number = where.rpartition(":")[2]
    return int(number) if number.isdecimal() else 0
