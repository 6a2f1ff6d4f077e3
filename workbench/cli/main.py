"""The `workbench` command: its subcommands, and what it does when something is wrong.

Only click is imported here; every subcommand imports what it needs when it runs.
"""

import io
import os
import sys
from collections.abc import Sequence

import click

from workbench import __version__
from workbench.errors import ExitCode, WorkbenchError

from .check import check
from .demo import demo
from .explain import explain
from .fmt import fmt
from .init import init
from .keys import keys
from .merge_driver import merge_driver
from .open import open_collection
from .run import run
from .schema import print_schema

# A reader that goes away ends a program by SIGPIPE; shells show that as 128 + 13.
BROKEN_PIPE = 141


class CommandOrDirectory(click.Group):
    """A group whose first word may be a directory to open instead of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `open` in front of what is neither a command nor an option of the group."""
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both forms."""
        formatter.write_usage(ctx.command_path, "[DIRECTORY]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]...", prefix=" " * 7)


@click.group(cls=CommandOrDirectory, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="workbench %(version)s")
def workbench() -> None:
    """A request workbench for people who live in a terminal.

    Without a command it opens the collection in DIRECTORY, or the one that you are in.
    New here? Try `workbench demo`.
    """


@click.command("help")
@click.argument("command", required=False)
def show_help(command: str | None) -> None:
    """Explain a command."""
    parent = click.Context(workbench, info_name="workbench", **workbench.context_settings)
    if command is None:
        click.echo(workbench.get_help(parent))
        return
    found = workbench.commands.get(command)
    if found is None:
        raise click.UsageError(f'there is no command "{command}"')
    click.echo(found.get_help(click.Context(found, info_name=command, parent=parent)))


workbench.add_command(open_collection)
workbench.add_command(demo)
workbench.add_command(init)
workbench.add_command(run)
workbench.add_command(check)
workbench.add_command(explain)
workbench.add_command(fmt)
workbench.add_command(keys)
workbench.add_command(print_schema)
workbench.add_command(merge_driver)
workbench.add_command(show_help)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the interpreter with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what the terminal cannot show
    try:
        code = _main(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at its end; that must not fail as well.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = BROKEN_PIPE
    sys.exit(code)


def _main(arguments: Sequence[str] | None) -> int:
    stdout = sys.stdout
    try:
        code = workbench.main(arguments, prog_name="workbench", standalone_mode=False)
    except WorkbenchError as error:
        from .output import complain

        complain(*error.problems)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except SystemExit:
        if sys.stdout is not stdout:  # click puts a stand-in for one whose reader is gone
            return BROKEN_PIPE
        raise
    return code if isinstance(code, int) else ExitCode.PASSED
