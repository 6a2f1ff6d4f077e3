"""What functions know of the moment they run in. It is handed in: functions are pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ambient:
    """The time, with the user's time zone, and a source of so many random bytes."""

    now: datetime
    random: Callable[[int], bytes]
