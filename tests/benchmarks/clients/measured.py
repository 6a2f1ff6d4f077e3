"""What is asked of a process, and what it answers."""

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Task:
    """One measurement: a load, the client to put it on, and how."""

    load: str
    client: str
    world: str = "asyncio"  # or uvloop, trio, threads
    in_flight: int = 1
    seconds: float = 1.0
    size: int = 0  # of a body, in bytes
    url: str = ""
    plain_url: str = ""
    authority: str = ""  # the file of the certificate authority to trust; empty without TLS
    fitted: bool = True  # as many connections as requests in flight, not the client's default
    http2: bool = False

    def encode(self) -> str:
        """Return the task as an argument."""
        return json.dumps(asdict(self))

    @staticmethod
    def decode(text: str) -> "Task":
        """Return the task in an argument."""
        return Task(**json.loads(text))


@dataclass(frozen=True)
class Measured:
    """Operations a second of wall time, seconds of CPU for each, and further figures by name."""

    rate: float
    cpu: float
    facts: dict[str, float] = field(default_factory=dict)
    version: str = ""
