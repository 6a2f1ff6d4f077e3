"""Many exchanges into a few numbers, and numbers into text. Pure: times come in as arguments."""

from .histogram import Histogram
from .series import Series, Slot
from .summary import STATUS_CLASSES, Summary, status_class
from .units import duration, size

__all__ = [
    "STATUS_CLASSES",
    "Histogram",
    "Series",
    "Slot",
    "Summary",
    "duration",
    "size",
    "status_class",
]
