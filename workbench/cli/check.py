"""`workbench check`: say all that is wrong in collections, and send nothing."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.errors import ExitCode

from .variables import scope_options

if TYPE_CHECKING:
    from workbench.engine.finding import Finding


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print: for people, for programs, or as commands of GitHub's workflows.",
)
@scope_options
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the values of its first row, as those of `workbench run --data` are.",
)
def check(
    paths: tuple[Path, ...],
    form: str,
    environment: str | None,
    variables: dict[str, str],
    data: Path | None,
) -> int:
    """Look through collections, or folders and files of them, for all that is wrong.

    Unknown keys with a likely spelling, names that no environment resolves, checks that
    cannot be judged, secrets that are written out, responses asked of requests that are not
    there, and more; each with its file and line. Nothing is sent, run or asked. Values are
    looked up in every environment, or in the one of --env. The exit code is 0 if there is
    nothing but warnings, 1 if there is more, 2 if there is no collection.

    \b
      workbench check shop
      workbench check shop/users --format github
      workbench check shop --env staging --var tenant=acme
    """
    from workbench.engine.inspection import inspect
    from workbench.store.collection_store import CollectionStore
    from workbench.templating import variables_of

    from .data_file import load_rows
    from .places import locate_root

    row = load_rows(data)[0] if data else {}
    given_values = variables_of(variables | dict(row))
    found: list[tuple[Path, Finding]] = []
    for given in paths:
        root, place = locate_root(given)
        inside = place.relative_to(root).as_posix()
        shown = given if place == root else Path(str(given).removesuffix(inside) or ".")
        found += (
            (shown / finding.file, finding)
            for finding in inspect(CollectionStore(root), environment, given_values)
            if inside == "." or finding.file == inside or finding.file.startswith(f"{inside}/")
        )
    _print(list(dict.fromkeys(found)), form)
    is_wrong = any(finding.severity == "error" for _, finding in found)
    return ExitCode.CHECK_FAILED if is_wrong else ExitCode.PASSED


def _print(found: "list[tuple[Path, Finding]]", form: str) -> None:
    from workbench.bodies.log_orders import defused, in_json
    from workbench.bodies.safe import safe_line

    from .output import order, say

    if form == "json":
        objects = [_object(path, finding) for path, finding in found]
        say(defused(json.dumps(objects, indent=2), in_json))
        return
    for path, finding in found:
        if form == "github":
            order(_order(path, finding))
            continue
        line = f":{finding.line}" if finding.line else ""
        word = "warning: " if finding.severity == "warning" else ""
        say(safe_line(f"{path}{line}: {word}{finding.what}"))
        if finding.hint:
            say(safe_line(f"  hint: {finding.hint}"))
    if form == "text":
        wrong = sum(finding.severity == "error" for _, finding in found)
        counts = (counted(wrong, "problem"), counted(len(found) - wrong, "warning"))
        say(", ".join(counts) if found else "nothing is wrong")


def counted(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number} {noun}{'s' * (number != 1)}"


def _object(path: Path, finding: "Finding") -> dict[str, object]:
    return {
        "file": str(path),
        "line": finding.line,
        "severity": finding.severity,
        "what": finding.what,
        "hint": finding.hint,
    }


def _order(path: Path, finding: "Finding") -> str:
    """Return a finding as GitHub's runner reads it: a line with escapes of its own."""
    line = f",line={finding.line}" if finding.line else ""
    text = f"{finding.what} ({finding.hint})" if finding.hint else finding.what
    return f"::{finding.severity} file={_escaped(str(path), ':,')}{line}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in f"%\r\n{more}" else letter for letter in text)
