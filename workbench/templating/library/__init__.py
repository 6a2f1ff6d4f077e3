"""The functions that templates can call, each pure, documented and with a tested example."""

from .function import ArgumentError, Function, Library, library
from .table import LIBRARY

__all__ = ["LIBRARY", "ArgumentError", "Function", "Library", "library"]
