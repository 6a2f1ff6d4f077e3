"""The opened request: a bar with method and URL, and a tab for each other part."""

from .pane import RequestPane

__all__ = ["RequestPane"]
