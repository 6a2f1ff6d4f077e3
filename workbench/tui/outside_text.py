"""Edit a text in the user's own editor: in a file that nobody else can read, gone afterwards."""

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App

from workbench.errors import Problem, WorkbenchError

from .outside import run_outside
from .screens.telling import complain

ENDINGS = {"json": ".json", "xml": ".xml", "graphql": ".graphql"}


def editor() -> str:
    """Return the command of the user's editor."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"


async def edited_outside(app: App[Any], text: str, kind: str) -> str | None:
    """Return a text as the user's editor leaves it; None, and a word to the user, if it fails."""
    try:
        with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
            path = Path(folder) / f"body{ENDINGS.get(kind, '.txt')}"
            await asyncio.to_thread(_write, path, text)
            run_outside(app, editor(), path, must_succeed=True)
            return await asyncio.to_thread(_read, path, text)
    except WorkbenchError as error:
        complain(app, error)
        return None


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text.encode(errors="surrogatepass"))


def _read(path: Path, before: str) -> str:
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        raise WorkbenchError(Problem("the editor left no file, so nothing has changed")) from None
    except UnicodeDecodeError:
        what = "the editor left no text in UTF-8, so nothing has changed"
        raise WorkbenchError(Problem(what)) from None
    except OSError as error:
        raise WorkbenchError(Problem(f"cannot read the text back: {error}".lower())) from None
    if text.endswith("\n") and not before.endswith("\n"):
        text = text.removesuffix("\n").removesuffix("\r")  # which most editors add
    return text
