"""What the tabs of a request say to its pane."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from workbench.model import RequestSpec


@dataclass
class Change(Message):
    """The user changed something: `change` does it to a request and leaves the rest alone."""

    change: Callable[[RequestSpec], RequestSpec]
