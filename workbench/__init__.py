"""Workbench: a request workbench for the terminal, on an HTTP client of its own."""

__version__ = "0.1.0"
