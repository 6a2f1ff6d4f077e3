"""Moments as people say them."""

import time
from datetime import datetime

_DAY = 86_400


def when(moment: float, now: float | None = None) -> str:
    """Return a moment (seconds since the epoch) in local time: `12:30:05`, `Tue 12:30`, or a date.

    `now` is the current time if it is not given.
    """
    passed = (time.time() if now is None else now) - moment
    try:
        local = datetime.fromtimestamp(moment).astimezone()
    except (ValueError, OverflowError, OSError):
        return "some time"
    if 0 <= passed < _DAY / 2:
        return f"{local:%H:%M:%S}"
    if 0 <= passed < 6 * _DAY:
        return f"{local:%a %H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"
