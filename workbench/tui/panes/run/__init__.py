"""Many requests at once: how many, how they fare while they run, and each of them."""

from .pane import RunPane

__all__ = ["RunPane"]
