"""A saved, editable request."""

from dataclasses import dataclass, field

from .auth import AuthSpec, InheritAuth
from .body import BodySpec, NoBody
from .checks import Baseline, Checks
from .message import Messages
from .options import Options
from .rows import Rows
from .variable import Variables


@dataclass(frozen=True, slots=True)
class RequestSpec:
    """A request as a person writes it; any text may hold `{{names}}`.

    `messages` are what a WebSocket can send. `captures` maps a name to the query for its
    value. `unsupported` names what the file asks for and this version does not know, such as
    `auth type "hawk"`. Such a request is shown, kept on save and never sent: ignoring what it
    asks for would make its answer a lie.
    """

    name: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    method: str = "GET"
    url: str = ""
    path: Rows = ()
    params: Rows = ()
    headers: Rows = ()
    auth: AuthSpec = field(default_factory=InheritAuth)
    body: BodySpec = field(default_factory=NoBody)
    messages: Messages = ()
    options: Options = field(default_factory=Options)
    variables: Variables = ()
    captures: Rows = ()
    checks: Checks = field(default_factory=Checks)
    baseline: Baseline | None = None
    unsupported: tuple[str, ...] = ()
