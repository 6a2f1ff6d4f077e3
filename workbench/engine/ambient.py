"""The moment a request is made in, for the functions of templates."""

import os
from datetime import UTC, datetime

from workbench.templating import Ambient


def ambient() -> Ambient:
    """Return the time in the user's zone, and the system's randomness."""
    return Ambient(datetime.now(UTC).astimezone(), os.urandom)
