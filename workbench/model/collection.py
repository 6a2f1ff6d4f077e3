"""A directory of requests: folders, requests, environments, and what could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.errors import Problem

from .auth import AuthSpec, InheritAuth
from .environment import Environment
from .options import Options
from .request_spec import RequestSpec
from .rows import Rows
from .variable import Variables

# A request's id is its path in the collection, without the suffix: "auth/login".
# A folder's id is its path: "auth"; the collection itself is the folder "".
NodeId = str


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a folder gives every request below it."""

    headers: Rows = ()
    auth: AuthSpec = field(default_factory=InheritAuth)
    options: Options = field(default_factory=Options)
    variables: Variables = ()


@dataclass(frozen=True, slots=True)
class SavedRequest:
    """A request together with its place in the collection."""

    id: NodeId
    spec: RequestSpec


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of which no more is known than that a request should be in it."""

    id: NodeId


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that could not be read as a request; it is shown and never overwritten."""

    id: NodeId
    problem: Problem


@dataclass(frozen=True, slots=True)
class Folder:
    """A directory of requests and folders, in display order."""

    id: NodeId
    name: str
    description: str = ""
    defaults: Defaults = field(default_factory=Defaults)
    order: tuple[str, ...] = ()
    children: tuple["Node", ...] = ()
    unsupported: tuple[str, ...] = ()


Node = Folder | SavedRequest | Broken | Unread


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything a collection's directory says. `problems` holds what could not be read."""

    root: Folder
    environments: Mapping[str, Environment] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    _found: dict[NodeId, Node] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )  # all nodes by their ids, once one is looked for

    @property
    def name(self) -> str:
        """The collection's display name."""
        return self.root.name

    def find(self, node: NodeId) -> Node | None:
        """Return the node with this id, or None."""
        if node == "":
            return self.root
        if not self._found:
            self._found.update({found.id: found for found in reversed([*walk(self.root)])})
        return self._found.get(node)

    def folders_of(self, node: NodeId) -> tuple[Folder, ...]:
        """Return the folders around a node, outermost (the collection itself) first."""
        parts = node.split("/")[:-1] if node else []
        chain, here = [self.root], self.root
        for depth in range(len(parts)):
            path = "/".join(parts[: depth + 1])
            inner = next((c for c in here.children if isinstance(c, Folder) and c.id == path), None)
            if inner is None:
                break
            chain.append(inner)
            here = inner
        return tuple(chain)


def walk(folder: Folder) -> Iterator[Node]:
    """Yield every node below a folder, depth first, in display order."""
    for child in folder.children:
        yield child
        if isinstance(child, Folder):
            yield from walk(child)


def requests(folder: Folder) -> Iterator[SavedRequest]:
    """Yield every readable request below a folder, in display order."""
    return (node for node in walk(folder) if isinstance(node, SavedRequest))
