"""What `{{name()}}` can call."""

from datetime import UTC, datetime
from uuid import uuid4

from workbench.templating import Functions


def uuid() -> str:
    """Return a new random UUID."""
    return str(uuid4())


def now(format: str = "%Y-%m-%dT%H:%M:%SZ") -> str:  # noqa: A002 - the name users write
    """Return the time in UTC, in the form of `strftime`."""
    return datetime.now(UTC).strftime(format)


FUNCTIONS: Functions = {"uuid": uuid, "now": now}
