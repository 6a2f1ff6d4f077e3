"""The history of the open collection: written as requests are sent, read in threads."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.engine.met_secrets import MetSecrets
from workbench.engine.session import Sent
from workbench.errors import Problem
from workbench.model import Exchange, NodeId
from workbench.store.paths import history_folder

if TYPE_CHECKING:
    from workbench.engine.history import Recorder


class Recording:
    """Opens the history when it is first needed: the first frame does without.

    `tell` and `stored` are called on other threads.
    """

    def __init__(
        self,
        root: Path,
        met: MetSecrets,
        tell: Callable[[Problem], None],
        stored: Callable[[], None],
    ) -> None:
        self._root, self._met, self._tell, self._stored = root, met, tell, stored
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
                self._recorder = Recorder(self._root, self._tell, self._stored, limits, self._met)
            return self._recorder

    async def begin(self) -> None:
        """Delete what earlier sessions cleared. Raises WorkbenchError if it cannot be done."""

        def forget() -> None:
            if history_folder(self._root).exists():
                self.recorder.history.forget(own=False)

        await asyncio.to_thread(forget)

    def observe(self, sent: Sent) -> None:
        """Keep what was sent; for the session, on its thread."""
        self.recorder.observe(sent)

    async def latest(self, request: NodeId) -> Exchange | None:
        """Return what is kept of a request's last send, None if there is none.

        Raises WorkbenchError if history cannot be read.
        """

        def read() -> Exchange | None:
            from workbench.engine.history import exchange_of, masked_record

            found = self.recorder.history.latest(request)
            if found is None:
                return None
            return exchange_of(masked_record(found, self._met.redactor))

        return await asyncio.to_thread(read)

    async def before(self, exchange: Exchange) -> Exchange | None:
        """Return what is kept of the send of the same request before this one.

        Raises WorkbenchError if history cannot be read.
        """

        def read() -> Exchange | None:
            from workbench.engine.history import sent_before

            found = sent_before(self.recorder.history, exchange)
            return None if found is None else self._met.masked(found)

        return await asyncio.to_thread(read)

    async def follow(self, old: NodeId, new: NodeId) -> None:
        """Let what is kept of a request, or of all in a folder, go on under its new id."""
        await asyncio.to_thread(lambda: self.recorder.history.follow(old, new))

    def close(self) -> None:
        """Write what is left; takes a second at most."""
        if self._recorder is not None:
            self._recorder.close()
