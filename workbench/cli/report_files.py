"""`--report KIND=FILE`: write what a run found for other programs and people."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.errors import Problem

if TYPE_CHECKING:
    from workbench.model import RunReport

KINDS = ("junit", "json", "html", "tap")
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report to write; the file `-` is stdout."""

    kind: str
    file: str


def report_files(
    _context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[ReportFile, ...]:
    """Return `kind=file` texts as what they ask for."""
    found = []
    for text in texts:
        kind, equals, file = text.partition("=")
        if not equals or not file:
            raise click.BadParameter(f'"{text}" is not KIND=FILE')
        if kind not in KINDS:
            raise click.BadParameter(f'there is no report "{kind}"; use {", ".join(KINDS)}')
        if file != STDOUT and not Path(file).absolute().parent.is_dir():
            raise click.BadParameter(f'there is no folder for "{file}"')
        found.append(ReportFile(kind, file))
    if sum(report.file == STDOUT for report in found) > 1:
        raise click.BadParameter("only one report can go to stdout")
    return tuple(found)


def write_reports(
    reports: Iterable[ReportFile], report: "RunReport", say: Callable[[str], None]
) -> list[Problem]:
    """Write all reports and return why some could not be; `say` writes to stdout."""
    problems = []
    for wanted in reports:
        text = _writers()[wanted.kind](report)
        if wanted.file == STDOUT:
            say(text.removesuffix("\n"))
            continue
        try:
            data = text.encode(errors="backslashreplace")
            Path(wanted.file).write_bytes(data)
        except OSError as error:
            what = f"cannot write the report: {error.strerror}".lower()
            problems.append(Problem(what, wanted.file))
    return problems


def to_stdout(reports: Iterable[ReportFile]) -> bool:
    """Tell whether stdout belongs to a report."""
    return any(report.file == STDOUT for report in reports)


def _writers() -> "Mapping[str, Callable[[RunReport], str]]":
    from workbench.engine.reports.html import html
    from workbench.engine.reports.json_report import json_report
    from workbench.engine.reports.junit import junit
    from workbench.engine.reports.tap import tap

    return {"junit": junit, "json": json_report, "html": html, "tap": tap}
