"""Which event loop an AsyncClient runs on: chosen, or found out when it first sends."""

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .network.base import AsyncNetwork


class Backend(Protocol):
    """A library to wait with."""

    def network(self) -> "AsyncNetwork":
        """Return its network; only this imports the library."""
        ...


class AsyncioBackend:
    """Wait with asyncio, or with uvloop if that is its loop."""

    def network(self) -> "AsyncNetwork":
        """Return asyncio's network."""
        from .network.asyncio import AsyncioNetwork

        return AsyncioNetwork()


class TrioBackend:
    """Wait with trio."""

    def network(self) -> "AsyncNetwork":
        """Return trio's network."""
        from .network.trio import TrioNetwork

        return TrioNetwork()


def running_backend() -> Backend | None:
    """Return the backend of the library that runs this code, or None outside of any."""
    # What is not imported does not run.
    trio = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_task():
        return TrioBackend()
    asyncio = sys.modules.get("asyncio")
    if asyncio is not None and asyncio._get_running_loop() is not None:
        return AsyncioBackend()
    return None


def refuse_in_event_loop() -> None:
    """Raise RuntimeError in an event loop, which a sync call would hold up."""
    if running_backend() is not None:
        raise RuntimeError(
            "a sync call would block the running event loop; use AsyncClient and await it"
        )
