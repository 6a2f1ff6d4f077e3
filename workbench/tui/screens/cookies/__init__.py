"""The cookies of an environment: by domain, with what they say, to change and to delete."""

from .screen import CookiesScreen

__all__ = ["CookiesScreen"]
