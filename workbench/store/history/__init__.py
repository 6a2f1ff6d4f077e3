"""Everything that was sent from a collection, and what came back: one database for each.

Nothing here raises an error of SQLite's; what is broken is set aside and begun anew.
"""

from .entries import Body, Entry, Record
from .filters import Filter, parse_filter
from .history import History, Limits
from .writer import Writer

__all__ = ["Body", "Entry", "Filter", "History", "Limits", "Record", "Writer", "parse_filter"]
