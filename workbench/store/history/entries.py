"""What history keeps of a send: one line for lists, and the whole of it."""

from dataclasses import dataclass

from workbench.model import Exchange, NodeId


@dataclass(frozen=True, slots=True)
class Entry:
    """One send as a list shows it.

    `number` is unique and grows; `failure` is the kind of the Failure, empty if there was
    none; `passed` and `failed` count the checks. Times are seconds, sizes bytes.
    """

    number: int
    started: float
    environment: str
    request: NodeId
    name: str
    method: str
    url: str
    status: int | None
    elapsed: float
    size: int
    failure: str = ""
    passed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A body without secrets, or its beginning: `whole` is how many bytes there were."""

    content: bytes = b""
    whole: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether the end is missing."""
        return len(self.content) < self.whole


@dataclass(frozen=True, slots=True)
class Record:
    """One send with all that is kept of it.

    `exchange` has no body and no secrets. `spec` is the request as the text of a file: its
    templates, not their values. `sent` is the request's body if it is too long for its hop.
    """

    exchange: Exchange
    environment: str | None = None
    spec: str = ""
    sent: Body | None = None
    received: Body | None = None
