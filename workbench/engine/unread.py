"""Keys that nothing reads, in the files that a run is made of.

A check in a misspelt table would never fail, and nobody would see that it is not there.
"""

from collections.abc import Iterable, Iterator

from workbench.errors import Problem
from workbench.formats.problems import unknown_key_problems
from workbench.model import NodeId
from workbench.store.collection_store import CollectionStore
from workbench.store.names import COLLECTION_FILE, ENVIRONMENTS, FOLDER_FILE, LOCAL, SUFFIX
from workbench.store.toml_files import kind_of

from .finding import Texts


def unread_keys(
    store: CollectionStore, requests: Iterable[NodeId], environment: str | None
) -> Iterator[Problem]:
    """Yield what nobody reads in some requests' files, their folders' and the environment's."""
    texts = Texts(store)
    for file in dict.fromkeys(_files(requests, environment)):
        kind = kind_of(store.root, store.root / file)
        if kind is not None and (text := texts.text(file)):
            yield from unknown_key_problems(text, f"{store.root.name}/{file}", kind)


def _files(requests: Iterable[NodeId], environment: str | None) -> Iterator[str]:
    yield COLLECTION_FILE
    if environment is not None:
        yield f"{ENVIRONMENTS}/{environment}{SUFFIX}"
        yield f"{ENVIRONMENTS}/{environment}{LOCAL}"
    for request in requests:
        folders = request.split("/")[:-1]
        yield from ("/".join((*folders[:at], FOLDER_FILE)) for at in range(1, len(folders) + 1))
        yield f"{request}{SUFFIX}"
