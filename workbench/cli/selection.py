"""Choose requests by the paths and tags of a command line."""

from collections.abc import Collection as Container
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.engine.order import Order
from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.model import Broken, Collection, Folder, NodeId, SavedRequest, requests, walk
from workbench.store.collection_store import CollectionStore
from workbench.store.names import ENVIRONMENTS
from workbench.templating import variables_of

from .output import complain
from .places import locate


@dataclass(frozen=True, slots=True)
class Selected:
    """A collection, and the requests of it that were asked for, in the order to send them."""

    store: CollectionStore
    collection: Collection
    chosen: tuple[SavedRequest, ...]

    def orders(self, environment: str | None, variables: Mapping[str, str]) -> tuple[Order, ...]:
        """Return the requests as orders with the values of the command line."""
        given = variables_of(variables)
        return tuple(
            Order(self.collection, saved.spec, saved.id, environment, given)
            for saved in self.chosen
        )


def select(paths: Iterable[Path], tags: Container[str] = ()) -> tuple[Selected, ...]:
    """Return what is at or below some paths, by collection; with `tags`, what has one of them.

    A request that several paths lead to is there once. What is wrong elsewhere in the
    collections is told on stderr; raises WorkbenchError if it is what was asked for, or if
    nothing is left to send.
    """
    wanted: dict[Path, list[NodeId]] = {}
    for path in paths:
        root, node = locate(path)
        wanted.setdefault(root, []).append(node)
    found: list[Selected] = []
    problems: list[Problem] = []
    for root, nodes in wanted.items():
        store = CollectionStore(root)
        collection = store.load()
        complain(*collection.problems)
        chosen: dict[NodeId, SavedRequest] = {}
        for node in nodes:
            try:
                chosen |= {saved.id: saved for saved in choose(collection, node)}
            except WorkbenchError as error:
                problems += error.problems
        tagged = (saved for saved in chosen.values() if _has_tag(saved, tags))
        found.append(Selected(store, collection, tuple(tagged)))
    if problems:
        raise WorkbenchError(*problems)
    if not any(selected.chosen for selected in found):
        raise WorkbenchError(_no_tag(found, tags))
    return tuple(selected for selected in found if selected.chosen)


def choose(collection: Collection, wanted: NodeId) -> list[SavedRequest]:
    """Return the requests at or below a place; what cannot be read there is a problem."""
    node = collection.find(wanted)
    if node is None:
        hint = did_you_mean(wanted, (found.id for found in walk(collection.root)))
        kind, _, name = wanted.partition("/")
        if kind == ENVIRONMENTS and name in collection.environments:
            hint = f"it is an environment: --env {name}"
        what = f'there is no request or folder "{wanted}" in {collection.name}'
        raise WorkbenchError(Problem(what, hint=hint))
    nodes = list(walk(node)) if isinstance(node, Folder) else [node]
    broken = [found.problem for found in nodes if isinstance(found, Broken)]
    if broken:
        raise WorkbenchError(*broken)
    chosen = [found for found in nodes if isinstance(found, SavedRequest)]
    if not chosen:
        where = wanted or collection.name
        raise WorkbenchError(Problem("there is no request to send", where=where))
    return chosen


def _has_tag(saved: SavedRequest, tags: Container[str]) -> bool:
    return not tags or any(tag in tags for tag in saved.spec.tags)


def _no_tag(found: Iterable[Selected], tags: Container[str]) -> Problem:
    known = sorted({tag for each in found for tag in _tags(each.collection)})
    named = " or ".join(f'"{tag}"' for tag in _listed(tags))
    otherwise = f"there are: {', '.join(known)}" if known else "no request has a tag"
    first = next(_listed(tags), "")
    hint = did_you_mean(first, known, otherwise)
    if first in known:
        hint = "others in the collection have it"
    return Problem(f"no request there has the tag {named}", hint=hint)


def _listed(tags: Container[str]) -> Iterator[str]:
    return iter(tags)


def _tags(collection: Collection) -> Iterator[str]:
    return (tag for saved in requests(collection.root) for tag in saved.spec.tags)
