"""A request with nothing left to fill in: what is about to be sent."""

from dataclasses import dataclass, field

from .auth import AuthSpec, NoAuth
from .body import FileBody, MultipartBody
from .collection import NodeId
from .message import Messages
from .options import Options
from .variable import SecretReference


@dataclass(frozen=True, slots=True)
class Recipient:
    """A host that a secret goes to: `api.shop.dev`, with a port if the URL has one."""

    host: str
    secret: SecretReference


@dataclass(frozen=True, slots=True, repr=False)
class Resolved:
    """A spec after inheritance and variables; the engine can send it as it is.

    `messages` are sent as soon as a WebSocket is open; with `subscribes` the body is a GraphQL
    operation that goes over it. The files of a body are opened when it is sent. `secrets` are
    the texts that must not be shown or kept; `recipients` tells who gets which secret of the
    environment, and `secret_headers` names the headers that hold one, so that no redirect
    takes them along. `removed` names those that the client shall not add of its own, in
    lower case.
    """

    id: NodeId
    name: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    auth: AuthSpec = field(default_factory=NoAuth)
    body: bytes | FileBody | MultipartBody = b""
    options: Options = field(default_factory=Options)
    messages: Messages = ()
    subscribes: bool = False
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    recipients: frozenset[Recipient] = frozenset()
    secret_headers: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    @property
    def is_websocket(self) -> bool:
        """Whether this opens a WebSocket."""
        return self.url[:6].lower().startswith(("ws://", "wss://"))

    def __repr__(self) -> str:
        return f"Resolved({self.id!r}, {self.method})"  # all else may hold a secret
