"""The `.env` file beside a collection: values for `env:` secrets, of this user alone.

It is read as data. Nothing is expanded and nothing is run: `$HOME`, `$(id)` and
backticks are the characters that they are.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.text import BOM, decode_text

from .files import read_file
from .scan import inside

ENV_FILE = ".env"

_LINE = re.compile(
    r"""[ \t]*+ (?:export[ \t]++)? (?P<name>[A-Za-z_][A-Za-z0-9_.-]*+) [ \t]*+ =
    (?: [ \t]*+ (?: '(?P<single>[^']*+)' | "(?P<double>(?:[^"\\]|\\.)*+)" )
        [ \t]*+ (?:\#[^\n]*+)?
    | (?![ \t]*+['"]) (?P<bare>[^\n]*+) )
    (?:\n|\Z)""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT = re.compile(r"[ \t]\#")
_NOTHING = re.compile(r"[ \t]*+(?:#[^\n]*+)?(?:\n|\Z)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


def load_env_file(root: Path, name: str = ENV_FILE) -> Mapping[str, str]:
    """Return the values of a collection's `.env`; empty if there is none.

    Raises a WorkbenchError with a Problem for every line that cannot be read.
    """
    path = root / name
    if not os.path.lexists(path):
        return {}
    where = f"{root.name}/{name}"
    return decode_env(decode_text(read_file(inside(root, path, where), where), where), where)


def decode_env(text: str, where: str) -> Mapping[str, str]:
    """Return the values of `NAME=value` lines; the last one of a name counts.

    Values may be bare up to ` #`, in single quotes as they are, or in double quotes with
    `\\n`, `\\r`, `\\t`, `\\"` and `\\\\`; quoted ones may span lines.
    """
    text = text.removeprefix(BOM).replace("\r\n", "\n")
    values: dict[str, str] = {}
    problems: list[Problem] = []
    at = 0
    while at < len(text):
        if nothing := _NOTHING.match(text, at):
            at = nothing.end()
        elif line := _LINE.match(text, at):
            values[line["name"]] = _value(line)
            at = line.end()
        else:
            place = f"{where}:{text.count(chr(10), 0, at) + 1}"
            end = text.find("\n", at) + 1 or len(text)
            problems.append(_problem(text[at:end], place))
            at = end
    if problems:
        raise WorkbenchError(*problems)
    return values


def _value(line: re.Match[str]) -> str:
    if line["single"] is not None:
        return line["single"]
    if line["double"] is not None:
        return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), line["double"])
    return _COMMENT.split(line["bare"], maxsplit=1)[0].strip()


def _problem(line: str, place: str) -> Problem:
    """Return what is wrong with a line, without its value: that may be a secret."""
    name, equals, value = line.partition("=")
    if not equals:
        return Problem('a line without "="', place, "write NAME=value")
    if value.lstrip()[:1] in {"'", '"'}:
        return Problem("a closing quote is missing, or something follows it", place)
    return Problem(f'"{name.strip()}" is not a name for a value', place)
