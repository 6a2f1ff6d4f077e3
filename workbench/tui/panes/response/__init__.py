"""What came back: status, body, headers and where the time went, while it arrives."""

from .pane import ResponsePane
from .tab_lines import TabLines

__all__ = ["ResponsePane", "TabLines"]
