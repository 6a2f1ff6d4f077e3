"""`workbench run`: send requests without the interface."""

from pathlib import Path

import click

from .variables import scope_options


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@scope_options
@click.option(
    "-n",
    "repeat",
    type=click.IntRange(1, 10_000_000),
    default=1,
    metavar="TIMES",
    help="Send each request so many times.",
)
@click.option(
    "-c",
    "concurrency",
    type=click.IntRange(1, 10_000),
    default=1,
    metavar="REQUESTS",
    help="Have so many requests under way at once.",
)
@click.option("--demo", "on_demo", is_flag=True, help="Send to an embedded demo server.")
@click.option("--yes", is_flag=True, help="Do it even if the environment is protected.")
def run(
    path: Path,
    environment: str | None,
    variables: dict[str, str],
    repeat: int,
    concurrency: int,
    on_demo: bool,
    yes: bool,
) -> int:
    """Send the request, or all requests of the folder or collection, at PATH.

    Prints a line for each response as it arrives and a summary at the end. Any status is a
    response, so the exit code is 0 if all of them arrived, 3 if one did not, 2 if the
    requests cannot be sent as they are, and 130 after ctrl+c.

    \b
      workbench run shop/users/list --env local
      workbench run shop -n 50 -c 8 --var base_url=http://127.0.0.1:8000
      workbench run collections/demo/load -n 100 -c 20 --demo
    """
    from .headless import Order, carry_out

    return carry_out(
        Order(path, environment, variables, repeat, concurrency, on_demo=on_demo, confirmed=yes)
    )
