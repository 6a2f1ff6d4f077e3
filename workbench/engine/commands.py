"""Run a program that a collection names, for a value: what `command:` and `command()` stand for.

No shell reads its words. It gets no input and a limit in time and output, and it ends with us.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from workbench.bodies.safe import safe_line
from workbench.errors import Problem, WorkbenchError

SECONDS = 30.0
MOST_OUTPUT = 1024**2
MOST_COMPLAINT = 4096


async def output_of(words: Sequence[str], folder: Path, seconds: float = SECONDS) -> str:
    """Return what a program prints, without the last line end; it runs in `folder`.

    Raises WorkbenchError if it cannot be started, fails, takes longer or prints more than
    1 MiB or anything but UTF-8.
    """
    if not words:
        raise WorkbenchError(Problem("there is no command", hint="name a program to run"))
    name = words[0]
    try:
        running = await asyncio.create_subprocess_exec(
            *words,
            cwd=folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # what it starts itself can be ended with it
        )
    except (OSError, ValueError) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number).lower() if number else str(error)
        raise WorkbenchError(Problem(f'cannot run "{name}": {reason}')) from error
    try:
        async with asyncio.timeout(seconds):
            printed, complaint = await asyncio.gather(
                _bounded(running.stdout, MOST_OUTPUT), _bounded(running.stderr, MOST_COMPLAINT)
            )
            code = await running.wait()
    except TimeoutError:
        what = f'"{name}" took longer than {seconds:g} s'
        raise WorkbenchError(Problem(what, hint="it must not wait for input")) from None
    finally:
        await _end(running)
    if code:
        said = complaint.decode(errors="replace").strip().splitlines()
        hint = safe_line(f"it said: {said[-1]}") if said else ""
        raise WorkbenchError(Problem(f'"{name}" failed with exit code {code}', hint=hint))
    if len(printed) > MOST_OUTPUT:
        what = f'"{name}" printed more than {MOST_OUTPUT} bytes'
        raise WorkbenchError(Problem(what, hint="it must print the value and nothing else"))
    try:
        return printed.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        what = f'"{name}" printed something that is not UTF-8'
        raise WorkbenchError(Problem(what, hint="let it print text, such as base64")) from None


async def _bounded(stream: asyncio.StreamReader | None, most: int) -> bytes:
    """Read to the end, so that nobody waits to write, and keep one byte more than `most`."""
    assert stream is not None
    kept = bytearray()
    while chunk := await stream.read(65536):
        kept += chunk[: most + 1 - len(kept)]
    return bytes(kept)


async def _end(running: asyncio.subprocess.Process) -> None:
    """Kill a program that still runs, and all that it started; do nothing if it has ended."""
    if running.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    await asyncio.shield(running.wait())
