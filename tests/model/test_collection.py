from dataclasses import replace

from workbench.errors import Problem
from workbench.model import Broken, Collection, Folder, RequestSpec, SavedRequest, requests, walk

LOGIN = SavedRequest("auth/login", RequestSpec(name="Log in"))
BROKEN = Broken("auth/old", Problem("not valid"))
INNER = Folder("auth/inner", "inner", children=(SavedRequest("auth/inner/x", RequestSpec()),))
AUTH = Folder("auth", "Auth", children=(LOGIN, BROKEN, INNER))
TOP = SavedRequest("ping", RequestSpec())
COLLECTION = Collection(Folder("", "Shop", children=(AUTH, TOP)))


def test_a_collection_is_called_like_its_root() -> None:
    assert COLLECTION.name == "Shop"


def test_nodes_are_walked_in_display_order() -> None:
    assert [node.id for node in walk(COLLECTION.root)] == [
        "auth",
        "auth/login",
        "auth/old",
        "auth/inner",
        "auth/inner/x",
        "ping",
    ]
    assert [request.id for request in requests(COLLECTION.root)] == [
        "auth/login",
        "auth/inner/x",
        "ping",
    ]


def test_a_node_is_found_by_its_id() -> None:
    assert COLLECTION.find("") is COLLECTION.root
    assert COLLECTION.find("auth/old") is BROKEN
    assert COLLECTION.find("nowhere") is None


def test_what_took_a_nodes_place_is_found_and_of_two_the_first() -> None:
    other = SavedRequest("ping", RequestSpec(name="other"))
    assert COLLECTION.find("ping") is TOP

    changed = replace(COLLECTION, root=Folder("", "Shop", children=(other, TOP)))
    assert changed.find("ping") is other
    assert changed.find("auth/login") is None
    assert replace(COLLECTION) == COLLECTION


def test_the_folders_around_a_node_come_outermost_first() -> None:
    assert COLLECTION.folders_of("auth/inner/x") == (COLLECTION.root, AUTH, INNER)
    assert COLLECTION.folders_of("ping") == (COLLECTION.root,)
    assert COLLECTION.folders_of("auth") == (COLLECTION.root,)
    assert COLLECTION.folders_of("") == (COLLECTION.root,)
    assert COLLECTION.folders_of("gone/x") == (COLLECTION.root,)
