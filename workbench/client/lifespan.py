"""The start and the end of an ASGI application (ASGI's lifespan protocol, version 2.0)."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import anyio

from .tasks import Task

ANSWERS = frozenset(
    f"lifespan.{phase}.{end}" for phase in ("startup", "shutdown") for end in ("complete", "failed")
)


class Lifespan:
    """One run of an application from startup to shutdown.

    An application that refuses the lifespan scope has none; the protocol has servers go on
    without. `state` is what it leaves there for its requests.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.state: dict[str, Any] = {}
        self._app = app
        self._task: Task | None = None
        self._failure: str | None = None
        self._told = False

    async def startup(self) -> None:
        """Start the application; raises what it raises if it says that it failed."""
        self._answered = anyio.Event()
        self._asked = anyio.Event()
        self._leaving = anyio.Event()
        self._task = Task(self._call)
        self._task.start()
        try:
            await self._answered.wait()
        except BaseException:
            await self._task.stop()
            raise
        await self._check("startup")

    async def shutdown(self) -> None:
        """Shut the application down, if it was started and still runs."""
        task = self._task
        if task is None or task.done.is_set():
            return
        self._answered = anyio.Event()
        self._leaving.set()
        try:
            await self._answered.wait()
            await self._check("shutdown")
        finally:
            # What it does after its last word is cut off.
            await task.stop()

    async def _check(self, phase: str) -> None:
        task = self._task
        if self._failure is not None and task is not None:
            await task.stop()
            said = self._failure.strip().splitlines()
            reason = f": {said[-1]}" if said else ""
            raise RuntimeError(f"the application's {phase} failed{reason}") from task.error

    async def _call(self) -> None:
        scope = {
            "type": "lifespan",
            "asgi": {"version": "3.0", "spec_version": "2.0"},
            "state": self.state,
        }
        try:
            await self._app(scope, self._receive, self._send)
        finally:
            self._answered.set()

    async def _receive(self) -> dict[str, Any]:
        if not self._asked.is_set():
            self._asked.set()
            return {"type": "lifespan.startup"}
        await self._leaving.wait()
        if self._told:
            await anyio.sleep_forever()  # there is nothing to hear behind the end
        self._told = True
        return {"type": "lifespan.shutdown"}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        kind = message["type"]
        if kind not in ANSWERS:
            # An application that does not look at the scope takes it for a request.
            raise RuntimeError(f"the application sent {kind!r} in its lifespan")
        if kind in {"lifespan.startup.failed", "lifespan.shutdown.failed"}:
            self._failure = str(message.get("message", ""))
        self._answered.set()
