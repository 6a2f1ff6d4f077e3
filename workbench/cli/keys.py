"""`workbench keys`: which key does what, by the tables and the user's settings."""

import sys

import click

from workbench.errors import ExitCode

WIDTH = 30


@click.command()
@click.argument("words", nargs=-1, metavar="[WORD...]")
@click.option("--try", "try_keys", is_flag=True, help="Show what this terminal sends for a key.")
def keys(words: tuple[str, ...], try_keys: bool) -> int:
    """Print every command with its keys, as settings.toml leaves them.

    WORDs narrow it to lines that hold them all. What is wrong with the settings
    is said on stderr and makes the exit code 2; keys that many terminals cannot deliver are
    named behind the table. With --try you press keys and see their names.

    \b
      workbench keys
      workbench keys tree move
      workbench keys --try
    """
    if try_keys:
        from .terminal import need_terminal

        need_terminal()
        from workbench.tui.preferences import Preferences
        from workbench.tui.try_keys import TryKeys

        TryKeys(Preferences().keymap).run()
        return ExitCode.PASSED
    from workbench.tui.key_names import doubt
    from workbench.tui.keymap import listing
    from workbench.tui.preferences import Preferences

    from .output import complain, say

    preferences = Preferences()
    problems = (*preferences.problems, *preferences.key_problems)
    wanted = [word.lower() for word in words]
    bold = "\x1b[1m{}\x1b[0m" if sys.stdout is not None and sys.stdout.isatty() else "{}"
    for title, rows in listing(preferences.keymap):
        lines = [f"  {row.keys or '-':<{WIDTH}} {row.command:<22} {row.help}" for row in rows]
        kept = [line for line in lines if all(w in f"{title} {line}".lower() for w in wanted)]
        if kept:
            say(bold.format(title))
            for line in kept:
                say(line)
            say("")
    doubts = {
        reason: command
        for command, names in preferences.keymap.keys.items()
        for name in names
        if (reason := doubt(name))
    }
    for reason, command in doubts.items():
        say(f"note: {reason} ({command})")
    complain(*problems)
    return ExitCode.USAGE if problems else ExitCode.PASSED
