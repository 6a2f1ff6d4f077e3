"""What a fresh reading of a collection says."""

from workbench.model import Folder, NodeId, RequestSpec, SavedRequest, walk
from workbench.store.collection_store import CollectionStore

NEW = RequestSpec(name="Say hello", url="http://x")


def ids(store: CollectionStore) -> list[NodeId]:
    """Return what a fresh reading of the directory shows, in display order."""
    collection = CollectionStore(store.root).load()
    assert collection.problems == ()
    return [node.id for node in walk(collection.root)]


def spec_of(store: CollectionStore, node: NodeId) -> RequestSpec:
    found = store.load().find(node)
    assert isinstance(found, SavedRequest)
    return found.spec


def folder_of(store: CollectionStore, node: NodeId) -> Folder:
    found = store.load().find(node)
    assert isinstance(found, Folder)
    return found
