"""Ask for values on the terminal: on stderr, so that results can be piped."""

import asyncio
import getpass
import signal
import sys
from collections.abc import Callable, Mapping

from workbench.bodies.safe import safe_line
from workbench.engine.sources import Answer, Ask, Question
from workbench.errors import Problem
from workbench.templating import Fact, PromptNeed, SelectNeed

from .output import remark


def ask_at_terminal(before: Callable[[], None] = lambda: None) -> Ask | None:
    """Return how to ask whoever sits at the terminal, or None if nobody does.

    `before` clears the screen's last line for the question. While one is asked nothing else
    goes on.
    """
    for stream in (sys.stdin, sys.stderr):
        if stream is None or not stream.isatty():
            return None

    async def ask(questions: tuple[Question, ...]) -> Mapping[Question, Answer]:
        before()
        # While the loop waits here it cannot hear the signal: it must end the reading.
        heard = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return {question: _asked(question) for question in questions}
        except KeyboardInterrupt:
            await asyncio.Event().wait()  # the loop has been told as well, and cancels this
            raise
        finally:
            signal.signal(signal.SIGINT, heard)

    return ask


def _asked(question: Question) -> Answer:
    match question:
        case SelectNeed(label, options):
            return _selected(label, options)
        case PromptNeed(label, default, secret):
            note = f" [{default}]" if default and not secret else ""
            answer = _line(f"{label}{note}: ", secret=secret)
            if answer is None:
                return Problem(f'nobody answered "{label}"')
            return Fact(answer or default, secret=secret)


def _selected(label: str, options: tuple[str, ...]) -> Answer:
    for number, option in enumerate(options, 1):
        remark(safe_line(f"  {number}  {option}"))
    while True:
        answer = _line(f"{label} (1 to {len(options)}): ", secret=False)
        if answer is None:
            return Problem(f'nobody answered "{label}"')
        if answer in options:
            return Fact(answer)
        if answer.isdecimal() and 0 < int(answer) <= len(options):
            return Fact(options[int(answer) - 1])


def _line(prompt: str, *, secret: bool) -> str | None:
    """Return what is typed, without its line end; None at the end of the input."""
    if secret:
        try:
            return getpass.getpass(safe_line(prompt), stream=sys.stderr)
        except EOFError:
            return None
    sys.stderr.write(safe_line(prompt))
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.removesuffix("\n") if line else None
