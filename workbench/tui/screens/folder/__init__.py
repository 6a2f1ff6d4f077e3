"""What a folder, or the collection, gives every request in it."""

from .screen import FolderScreen

__all__ = ["FolderScreen"]
