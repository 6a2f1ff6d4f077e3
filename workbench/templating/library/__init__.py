"""The functions that templates can call, each pure, documented and with a tested example."""

from .function import ArgumentError, Function, Library, NothingFoundError, library
from .queries import queries
from .table import LIBRARY

__all__ = [
    "LIBRARY",
    "ArgumentError",
    "Function",
    "Library",
    "NothingFoundError",
    "library",
    "queries",
]
