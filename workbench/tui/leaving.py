"""Leave when what the user has asked for is done."""

import asyncio
from typing import TYPE_CHECKING

from rich.text import Text

from workbench.bodies.safe import safe_text

if TYPE_CHECKING:
    from .app import WorkbenchApp
    from .screens.main.acts import Acts

SOON = 0.3  # seconds until the user is told what is waited for
PATIENCE = 5.0  # seconds until a disk that does not answer is given up


class Leaving:
    """The end of one app: it waits for files that are being changed, but not for long."""

    def __init__(self, app: "WorkbenchApp") -> None:
        self._app = app
        self._waiting: asyncio.Task[None] | None = None

    def begin(self, acts: "Acts | None", code: int = 0) -> None:
        """Leave when all is done; at once when asked a second time."""
        if acts is None or not acts.busy:
            self._app.exit(return_code=code)
        elif self._waiting is not None:
            self._exit(acts, code)
        else:
            self._waiting = asyncio.create_task(self._wait(acts, code))

    async def _wait(self, acts: "Acts", code: int) -> None:
        if not await acts.over(SOON):
            what = f"Waiting to leave: {_listed(acts)}. Leave again not to wait."
            self._app.notify(safe_text(what), timeout=PATIENCE, markup=False)
            await acts.over(PATIENCE)
        self._exit(acts, code)

    def _exit(self, acts: "Acts", code: int) -> None:
        message = None
        if acts.busy:
            message = Text(safe_text(f"workbench left before this was done: {_listed(acts)}"))
        self._app.exit(return_code=code, message=message)


def _listed(acts: "Acts") -> str:
    return ", ".join(acts.pending) or "look at the files"
