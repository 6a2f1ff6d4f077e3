"""`workbench run`: send requests without the interface, with their checks or as load."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .report_files import ReportFile, report_files
from .trust_options import Allowed, trust_options
from .variables import scope_options

if TYPE_CHECKING:
    from workbench.formats.data_rows import DataRows


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@scope_options
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="Only requests with this tag.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Send all once for each row: a CSV file with a header (commas, semicolons or tabs) or "
    "a JSON list, of 64 MiB at most.",
)
@click.option("--bail", is_flag=True, help="Send nothing more once a request has not passed.")
@click.option(
    "--retry",
    type=click.IntRange(0, 100),
    default=0,
    metavar="TIMES",
    help="Send a request again until it passes, if it does not say itself how often.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 100),
    default=1,
    metavar="N",
    help="Have so many requests under way; each waits for the values and cookies it may use.",
)
@click.option(
    "--report",
    "reports",
    metavar="KIND=FILE",
    multiple=True,
    callback=report_files,
    help="Write a junit, json, html or tap report; - is stdout. May be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--accept", "accepts", is_flag=True, help="Store the responses as baselines.")
@trust_options
@click.option("--demo", "on_demo", is_flag=True, help="Send to an embedded demo server.")
@click.option("--yes", is_flag=True, help="Do it even if the environment is protected.")
@click.option(
    "-n",
    "repeat",
    type=click.IntRange(1, 10_000_000),
    metavar="TIMES",
    help="As load, without checks: send each request so many times.",
)
@click.option(
    "-c",
    "concurrency",
    type=click.IntRange(1, 10_000),
    metavar="REQUESTS",
    help="As load, without checks: have so many requests under way.",
)
def run(
    paths: tuple[Path, ...],
    environment: str | None,
    variables: dict[str, str],
    tags: tuple[str, ...],
    data: Path | None,
    bail: bool,
    retry: int,
    jobs: int,
    reports: tuple[ReportFile, ...],
    dry_run: bool,
    accepts: bool,
    allowed: Allowed,
    on_demo: bool,
    yes: bool,
    repeat: int | None,
    concurrency: int | None,
) -> int:
    """Send the requests at each PATH, a request, folder or collection, and check the responses.

    They are sent in order, and what one captures the later ones can use. A line tells how
    each went, with the evidence of what failed, and a summary ends it. With -n or -c it is
    load: nothing is checked or captured, and the summary tells the latencies.

    The exit code is 0 if everything passed, 1 if a check or a capture failed, 3 if else a
    request had no response, 2 if the requests cannot be sent as they are, 4 if the
    collection asks for something that it was not granted, and 130 or 143 after a signal.

    \b
      workbench run shop/users/list --env local
      workbench run shop --tag smoke --report junit=report.xml --report html=report.html
      workbench run shop/users --data users.csv --jobs 4 --allow-env SHOP_TOKEN
      workbench run shop -n 50 -c 8 --var base_url=http://127.0.0.1:8000
    """
    is_load = repeat is not None or concurrency is not None
    checked = (data, bail, retry, jobs > 1, reports, dry_run, accepts)
    if is_load and any(checked):
        raise click.UsageError("-n and -c send load, which has no checks, data or reports")
    if accepts and (data or dry_run):
        raise click.UsageError("--accept stores one response a request; leave --data away")
    from workbench.errors import Problem, WorkbenchError

    from .data_file import load_rows
    from .selection import select

    rows: DataRows = load_rows(data) if data else ({},)
    selection = select(paths, tags)
    if accepts and not any(s.spec.baseline for each in selection for s in each.chosen):
        hint = "a request has one if it has a [baseline]"
        raise WorkbenchError(Problem("no request there has a baseline", hint=hint))
    with _target(variables, on_demo=on_demo and not dry_run) as given:
        if is_load:
            from .load_run import LoadOrder, carry_out

            if len(selection) > 1:
                hint = "give paths in one of them"
                what = "load is sent from one collection at a time"
                raise WorkbenchError(Problem(what, hint=hint))
            (selected,) = selection
            return carry_out(
                LoadOrder(selected, environment, given, allowed, repeat or 1, concurrency or 1, yes)
            )
        from . import checked as running

        wanted = running.CheckedOrder(
            selection,
            environment,
            given,
            allowed,
            rows=rows,
            jobs=jobs,
            bail=bail,
            retry=retry,
            accepts=accepts,
            confirmed=yes,
            reports=reports,
        )
        return running.dry_run(wanted) if dry_run else running.carry_out(wanted)


@contextlib.contextmanager
def _target(variables: dict[str, str], *, on_demo: bool) -> Iterator[dict[str, str]]:
    """Yield the variables of the command line, with the URL of a demo server that runs."""
    if not on_demo:
        yield variables
        return
    from workbench.demo import DemoServer

    with DemoServer() as server:
        yield {"base_url": server.wait_for_url()} | variables
