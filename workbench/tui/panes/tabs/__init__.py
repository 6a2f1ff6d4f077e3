"""The row of open requests."""

from .row import RequestTabs

__all__ = ["RequestTabs"]
