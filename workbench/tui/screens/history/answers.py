"""What the history screen is left for."""

from dataclasses import dataclass

from workbench.model import NodeId, RequestSpec
from workbench.store.history import Record


@dataclass(frozen=True, slots=True)
class Resend:
    """This is to be sent again."""

    record: Record


@dataclass(frozen=True, slots=True)
class Create:
    """This is to become a request in a folder."""

    parent: NodeId
    spec: RequestSpec


@dataclass(frozen=True, slots=True)
class Open:
    """This request is to be opened."""

    node: NodeId


Answer = Resend | Create | Open
