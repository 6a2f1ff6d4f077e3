"""When to ping, and when a peer is gone. No I/O and no clock: it is told how long nobody spoke.

Only time spent waiting for the peer counts, so that a reader who is busy with something else
does not take what lies unread for silence.
"""


class Heartbeat:
    """The peer's silence, in seconds.

    After `interval` of it a ping is due; after `timeout` more the peer is gone. An
    interval of None never pings, a timeout of None never gives up.
    """

    def __init__(self, interval: float | None, timeout: float | None) -> None:
        self._interval = interval
        self._timeout = timeout
        self._silence = 0.0
        self._pinged = False

    def heard(self) -> None:
        """The peer has said something, whatever it was."""
        self._silence = 0.0
        self._pinged = False

    def waited(self, seconds: float) -> None:
        """Nothing came for some more seconds."""
        self._silence += seconds

    @property
    def patience(self) -> float | None:
        """How long to wait for the peer until something is to be done; None is for ever."""
        if self._interval is None:
            return None
        if not self._pinged:
            return max(0.0, self._interval - self._silence)
        if self._timeout is None:
            return None
        return max(0.0, self._interval + self._timeout - self._silence)

    def ping_is_due(self) -> bool:
        """Tell whether to ping now; says so once for each silence."""
        if self._interval is None or self._pinged or self._silence < self._interval:
            return False
        self._pinged = True
        self._silence = self._interval
        return True

    def gone(self) -> bool:
        """Tell whether the peer has not answered a ping in time."""
        if self._interval is None or self._timeout is None or not self._pinged:
            return False
        return self._silence >= self._interval + self._timeout
