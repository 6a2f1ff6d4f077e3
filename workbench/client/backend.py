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


def in_trio() -> bool:
    """Tell whether a task of trio runs this code."""
    # What is not imported does not run, nor does what another thread is importing just now.
    ask = getattr(sys.modules.get("trio.lowlevel"), "in_trio_task", None)
    return ask is not None and ask()


def in_asyncio() -> bool:
    """Tell whether an event loop of asyncio runs this code."""
    ask = getattr(sys.modules.get("asyncio"), "_get_running_loop", None)
    return ask is not None and ask() is not None


def running_backend() -> Backend | None:
    """Return the backend of the library that runs this code, or None outside of any."""
    if in_trio():
        return TrioBackend()
    return AsyncioBackend() if in_asyncio() else None


def refuse_in_event_loop() -> None:
    """Raise RuntimeError in an event loop, which a sync call would hold up."""
    if in_trio() or in_asyncio():
        raise RuntimeError(
            "a sync call would block the running event loop; use AsyncClient and await it"
        )
