"""Use cases that do not know who asks: resolve a request, send it, run many."""

from .network import NetworkThread
from .prepare import resolve
from .progress import RunProgress
from .runner import run
from .session import Session

__all__ = ["NetworkThread", "RunProgress", "Session", "resolve", "run"]
