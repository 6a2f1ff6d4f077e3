"""What came back: status, body, headers and where the time went, while it arrives."""

from .pane import ResponsePane

__all__ = ["ResponsePane"]
