"""Filters of bodies: a JSONPath or any shell command, whose results take the body's place."""

from .filter import Filter, filter_of, is_path

__all__ = ["Filter", "filter_of", "is_path"]
