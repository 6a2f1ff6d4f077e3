"""The collection: its folders and requests as a tree."""

from .tree import CollectionTree

__all__ = ["CollectionTree"]
