"""A request with nothing left to fill in: what is about to be sent."""

from dataclasses import dataclass, field

from .auth import BasicAuth, BearerAuth, NoAuth
from .collection import NodeId
from .options import Options


@dataclass(frozen=True, slots=True)
class Resolved:
    """A spec after inheritance and variables; the engine can send it as it is."""

    id: NodeId
    name: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    auth: NoAuth | BasicAuth | BearerAuth = field(default_factory=NoAuth)
    body: bytes = b""
    options: Options = field(default_factory=Options)
