"""Every variable of a request: what it comes to, and which of all that say something won."""

from .screen import VariablesScreen

__all__ = ["VariablesScreen"]
