"""Use cases that do not know who asks: resolve a request, send it, run many."""

from .network_thread import NetworkThread
from .prepare import resolve

__all__ = ["NetworkThread", "resolve"]
