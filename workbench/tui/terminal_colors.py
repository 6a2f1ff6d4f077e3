"""Whether the terminal is light or dark: asked of it, or told by the environment."""

import os
import re
import select
import sys
import time

AUTO = "auto"  # the theme that goes by the terminal
PATIENCE = 0.15  # seconds; a terminal that answers at all does so in a few milliseconds
# The colour of the background, and then something that every terminal answers.
QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_ANSWER = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)")
_END = re.compile(rb"\x1b\[\?[0-9;]*c")


def is_terminal_light(environment: dict[str, str] | None = None) -> bool:
    """Tell whether the terminal's background is light; one that does not say counts as dark.

    Must be called before anything else reads from the terminal. Takes its time to answer,
    or 0.15 s where it never does.
    """
    told = None
    if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        told = light_answer(_ask(sys.stdin.fileno(), sys.stdout.fileno()))
    if told is None:
        told = light_variable((environment or dict(os.environ)).get("COLORFGBG", ""))
    return bool(told)


def light_answer(answer: bytes) -> bool | None:
    """Tell whether a terminal's answer (xterm's OSC 11) names a light colour; None if none."""
    found = _ANSWER.search(answer)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / int(b"f" * len(part), 16) for part in found.groups())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5


def light_variable(value: str) -> bool | None:
    """Tell whether rxvt's COLORFGBG (`15;0`) has a light background; None if it says nothing."""
    background = value.rpartition(";")[2]
    return background in ("7", "15") if background.isdecimal() else None


def _ask(source: int, target: int) -> bytes:
    import termios
    import tty

    before = termios.tcgetattr(source)
    answer, until = b"", time.monotonic() + PATIENCE
    try:
        tty.setcbreak(source, termios.TCSANOW)
        os.write(target, QUESTION)
        while not _END.search(answer) and (left := until - time.monotonic()) > 0:
            if select.select([source], [], [], left)[0]:
                answer += os.read(source, 1024)
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)
    return answer
