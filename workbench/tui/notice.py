"""Short messages in the corner, which end whenever they are drawn."""

from textual.notifications import Notification

LEAST = 0.01  # seconds


class Notice(Notification):
    """A notification that is drawn for a moment at least.

    Between the look whether it is over and its timer the last of its time may pass, and a timer
    of Textual's with less than no time goes round for ever: the program stands still.
    """

    @property
    def time_left(self) -> float:
        """The seconds until it is over, never none."""
        return max(super().time_left, LEAST)

    @property
    def has_expired(self) -> bool:
        """Whether its time has passed."""
        return super().time_left <= 0
