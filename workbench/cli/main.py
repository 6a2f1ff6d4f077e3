"""The `workbench` command: its subcommands, and what it does when something is wrong.

Only click is imported here; every subcommand imports what it needs when it runs.
"""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from workbench import __version__
from workbench.errors import ExitCode, Problem, WorkbenchError, did_you_mean

# A reader that goes away ends a program by SIGPIPE; shells show that as 128 + 13.
BROKEN_PIPE = 141
# The module and the name of each command. Only the one that is asked for is loaded.
COMMANDS = {
    "open": ("open", "open_collection"),
    "demo": ("demo", "demo"),
    "init": ("init", "init"),
    "run": ("run", "run"),
    "check": ("check", "check"),
    "explain": ("explain", "explain"),
    "fmt": ("fmt", "fmt"),
    "keys": ("keys", "keys"),
    "schema": ("schema", "print_schema"),
    "merge-driver": ("merge_driver", "merge_driver"),
    "help": ("main", "show_help"),
}


class CommandOrDirectory(click.Group):
    """A group whose first word may be a directory to open instead of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `open` in front of what is neither a command nor an option of the group."""
        own = {name for option in self.get_params(ctx) for name in option.opts}
        command = next((word for word in args if word in COMMANDS), None)
        if args and args[0].startswith("-") and args[0] not in own and command is not None:
            hint = f"workbench {command} {args[0]} …"
            raise click.UsageError(f"options stand behind the command: {hint}", ctx)
        if not args or (args[0] not in COMMANDS and args[0] not in own):
            if args and not args[0].startswith("-") and not ctx.resilient_parsing:
                _refuse_unknown(args[0])
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded now; None if there is none with this name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"workbench.cli.{module}"), name)
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both forms."""
        formatter.write_usage(ctx.command_path, "[DIRECTORY]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]...", prefix=" " * 7)


def _refuse_unknown(word: str) -> None:
    """Raise for a first word that is neither a command nor a directory, whatever is behind it."""
    if word and not os.path.exists(word):  # noqa: PTH110 - says no to what is too long
        from .open import no_such_place

        raise no_such_place(word, COMMANDS)


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
    found = workbench.get_command(parent, command)
    if found is None:
        hint = did_you_mean(command, COMMANDS, "workbench help lists all")
        raise WorkbenchError(Problem(f'there is no command "{command}"', hint=hint))
    click.echo(found.get_help(click.Context(found, info_name=command, parent=parent)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the interpreter with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what the terminal cannot show
    code: int = ExitCode.USAGE
    try:
        code = _main(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        code = BROKEN_PIPE
    except OSError as error:  # of what is left to write, or of a path that no system takes
        _drop_output()
        code = code or ExitCode.USAGE
        _tell(error)
    sys.exit(code)


def _tell(error: OSError) -> None:
    from .output import complain

    what = (error.strerror or str(error)).lower()
    where = str(error.filename or "")
    with contextlib.suppress(OSError, WorkbenchError):  # stderr may be gone, too
        complain(Problem(what, where))


def _drop_output() -> None:
    """Let the interpreter flush once more at its end without failing as well."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


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
