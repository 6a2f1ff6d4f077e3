"""The commands that take the body of a response elsewhere: to a file, or to another program."""

import asyncio
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.engine.redact import redactor_of
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes, Exchange
from workbench.stats import size
from workbench.store.saved_body import save_body, write_body
from workbench.tui.outside import run_outside
from workbench.tui.panes.response import ResponsePane
from workbench.tui.preferences import settings_of
from workbench.tui.program_of import program_of
from workbench.tui.screens.dialogs import Ask

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen

ENDINGS = {"json": ".json", "html": ".html", "xml": ".xml", "csv": ".csv", "javascript": ".js"}


class KeepCommands:
    """What keys do with a body as a whole, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    @property
    def _pane(self) -> ResponsePane:
        return self._main.query_one(ResponsePane)

    @asks
    async def save_body(self) -> None:
        """Ask for a name, and save there what is shown: the body, or what a filter made of it."""
        main, exchange, through = self._main, self._exchange(), self._pane.body.results.through
        body = self._bytes() if through is None else through.output
        name = (exchange.request.rpartition("/")[2] or "body") + _ending(exchange)
        title, note = f"Save {size(body.size)} to", "a new file; ~ is your home directory"
        given = await main.app.push_screen_wait(Ask(title, str(Path.cwd() / name), note))
        if given is None:
            return
        path, written = await asyncio.to_thread(_saved, given, body)
        told = f"saved {written:,} bytes to {path}"
        if exchange.failure is not None:
            told += "; the response was not complete"
        secret = await asyncio.to_thread(_holds_secret, exchange, body)
        main.tell(told, "it holds a secret of the collection" if secret else "")

    async def page_body(self) -> None:
        """Show the body in the user's pager."""
        await self._outside(os.environ.get("PAGER") or "less")

    async def edit_body(self) -> None:
        """Open a copy of the body in the user's editor."""
        await self._outside(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")

    async def open_body(self) -> None:
        """Open a copy of the body with the user's program for its type."""
        openers, kind = settings_of(self._main.app).openers, self._pane.content_type
        program = program_of(openers, kind)
        if not program:
            what = f'there is no program for "{kind.partition(";")[0] or "no type"}"'
            hint = 'name one under [openers] in settings.toml, as in "image/*" = "feh"'
            raise WorkbenchError(Problem(what, hint=hint))
        folder = tempfile.mkdtemp(prefix="workbench-")
        # The program may go on showing the copy: it goes when this program does.
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        await self._run_on_copy(program, Path(folder))

    async def _outside(self, program: str) -> None:
        with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
            await self._run_on_copy(program, Path(folder))

    async def _run_on_copy(self, program: str, folder: Path) -> None:
        """Run a program on a copy of what is shown, as it may be shown, in this terminal."""
        exchange, shown = self._exchange(), self._pane.body.readable
        if shown is None:
            raise WorkbenchError(Problem("there is no body"))
        copy = folder / f"body{_ending(exchange)}"
        await asyncio.to_thread(write_body, copy, shown, 0o600)
        run_outside(self._main.app, program, copy)

    def _exchange(self) -> Exchange:
        return self._main.state.response

    def _bytes(self) -> Bytes:
        body = self._exchange().body
        if body is None or not body.size:
            raise WorkbenchError(Problem("there is no body"))
        return body


def _saved(given: str, body: Bytes) -> tuple[Path, int]:
    path = Path(given).expanduser()
    return path, save_body(path, body)


def _ending(exchange: Exchange) -> str:
    kind = exchange.content_type.partition(";")[0]
    subtype = kind.rpartition("/")[2].rpartition("+")[2].strip().lower()
    return ENDINGS.get(subtype, ".txt" if kind.startswith("text/") or not kind else ".bin")


def _holds_secret(exchange: Exchange, body: Bytes) -> bool:
    redactor, piece = redactor_of(exchange.secrets), 1024 * 1024
    if not redactor:
        return False
    for at in range(0, body.size, piece):
        octets = body.read(at, piece + redactor.margin)
        if redactor.starred(octets) != octets:
            return True
    return False
