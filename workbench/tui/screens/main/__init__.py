"""The view in which a collection is worked on."""

from .screen import MainScreen

__all__ = ["MainScreen"]
