"""The history of the open collection: written as requests are sent, read in threads."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.engine.session import Sent
from workbench.errors import Problem
from workbench.model import Exchange, NodeId

if TYPE_CHECKING:
    from workbench.engine.history import Recorder


class Recording:
    """Opens the history when it is first needed: the first frame does without.

    `tell` and `stored` are called on other threads.
    """

    def __init__(
        self, root: Path, tell: Callable[[Problem], None], stored: Callable[[], None]
    ) -> None:
        self._root, self._tell, self._stored = root, tell, stored
        self._lock = threading.Lock()
        self._recorder: Recorder | None = None

    @property
    def recorder(self) -> "Recorder":
        """What keeps and gives back."""
        with self._lock:
            if self._recorder is None:
                from workbench.engine.history import Recorder, limits_of
                from workbench.store.settings import load_settings

                limits = limits_of(load_settings()[0])
                self._recorder = Recorder(self._root, self._tell, self._stored, limits)
            return self._recorder

    def observe(self, sent: Sent) -> None:
        """Keep what was sent; for the session, on its thread."""
        self.recorder.observe(sent)

    async def latest(self, request: NodeId) -> Exchange | None:
        """Return what is kept of a request's last send, None if there is none.

        Raises WorkbenchError if history cannot be read.
        """

        def read() -> Exchange | None:
            from workbench.engine.history import exchange_of

            found = self.recorder.history.latest(request)
            return None if found is None else exchange_of(found)

        return await asyncio.to_thread(read)

    async def before(self, exchange: Exchange) -> Exchange | None:
        """Return what is kept of the send of the same request before this one.

        Raises WorkbenchError if history cannot be read.
        """

        def read() -> Exchange | None:
            from workbench.engine.history import sent_before

            return sent_before(self.recorder.history, exchange)

        return await asyncio.to_thread(read)

    async def follow(self, old: NodeId, new: NodeId) -> None:
        """Let what is kept of a request, or of all in a folder, go on under its new id."""
        await asyncio.to_thread(lambda: self.recorder.history.follow(old, new))

    def close(self) -> None:
        """Write what is left; takes a second at most."""
        if self._recorder is not None:
            self._recorder.close()
