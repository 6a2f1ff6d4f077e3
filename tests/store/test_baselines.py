"""A stored response belongs to its request: it is none itself, and goes where that goes."""

from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import RequestSpec
from workbench.store.baselines import Baselines, baseline_of
from workbench.store.collection_store import CollectionStore
from workbench.store.tree import Tree

from .asking import ids

STORED = "status = 200\n"


@pytest.fixture
def baselines(root: Path) -> Baselines:
    return Baselines(Tree(root))


@pytest.fixture
def file(root: Path) -> Path:
    """The baseline of auth/login."""
    path = root / "auth" / "login.baseline.toml"
    path.write_text(STORED)
    return path


def test_a_baseline_is_written_beside_its_request(baselines: Baselines, root: Path) -> None:
    assert baselines.load("auth/login") is None

    baselines.save("auth/login", STORED, old=None)

    assert baselines.load("auth/login") == STORED
    assert baseline_of(root / "auth" / "login.toml").read_text() == STORED
    baselines.save("auth/login", "status = 201\n", old=STORED)
    assert baselines.load("auth/login") == "status = 201\n"


def test_a_baseline_that_was_not_seen_is_not_replaced(baselines: Baselines, file: Path) -> None:
    for old, message in ((None, "of this name already"), ("other", "changed on disk")):
        with pytest.raises(WorkbenchError, match=message):
            baselines.save("auth/login", "new", old=old)
    file.unlink()
    with pytest.raises(WorkbenchError, match="the file is gone"):
        baselines.save("auth/login", "new", old=STORED)


def test_a_baseline_may_have_a_name_of_its_own_but_no_other_place(
    baselines: Baselines, root: Path
) -> None:
    baselines.save("auth/login", STORED, old=None, file="shared.baseline.toml")
    assert (root / "auth" / "shared.baseline.toml").read_text() == STORED

    for name in ("x", "x.toml", "../x.baseline.toml", "a/x.baseline.toml", ".baseline.toml", "\0"):
        with pytest.raises(WorkbenchError, match="no name for a baseline"):
            baselines.load("auth/login", name)
    (root / "out.baseline.toml").symlink_to("/etc/passwd")
    with pytest.raises(WorkbenchError, match="outside of the collection"):
        baselines.load("ping", "out.baseline.toml")


def test_a_baseline_that_could_not_be_read_again_is_not_written(baselines: Baselines) -> None:
    with pytest.raises(WorkbenchError, match="larger than 4 MiB"):
        baselines.save("ping", "x" * (5 << 20), old=None)


def test_a_baseline_is_no_request(store: CollectionStore, file: Path) -> None:
    before = ids(store)
    file.unlink()

    assert before == ids(store) == ["auth", "auth/login", "auth/logout", "ping"]


def test_a_baseline_goes_where_its_request_goes(store: CollectionStore, file: Path) -> None:
    assert store.rename("auth/login", "Sign in") == "auth/sign-in"
    assert store.baseline("auth/sign-in") == STORED

    assert store.move("auth/sign-in", "") == "sign-in"
    assert store.baseline("sign-in") == STORED

    copy = store.duplicate("sign-in")
    assert store.baseline(copy) == STORED

    deleted = store.delete("sign-in")
    assert not list(store.root.rglob("sign-in.*"))
    assert store.baseline("sign-in") is None
    assert store.restore(deleted) == "sign-in"
    assert store.baseline("sign-in") == STORED

    store.save_baseline("sign-in", "new", old=STORED)
    assert store.baseline("sign-in") == "new"
    assert not file.exists()


OWN = 'url = "http://h"\n[baseline]\nfile = "own.baseline.toml"\n'


@pytest.fixture
def own(root: Path) -> Path:
    """The baseline of auth/login, under a name that the request gives it."""
    (root / "auth" / "login.toml").write_text(OWN)
    path = root / "auth" / "own.baseline.toml"
    path.write_text(STORED)
    return path


def test_a_baseline_with_a_name_of_its_own_goes_along_under_it(
    own: Path, store: CollectionStore
) -> None:
    store.load()
    assert store.rename("auth/login", "Sign in") == "auth/sign-in"
    assert own.read_text() == STORED

    assert store.move("auth/sign-in", "") == "sign-in"
    assert not own.exists()
    assert store.baseline("sign-in", "own.baseline.toml") == STORED

    assert store.move("sign-in", "auth") == "auth/sign-in"  # as undo does it
    assert own.read_text() == STORED
    assert not (store.root / "own.baseline.toml").exists()

    deleted = store.delete("auth/sign-in")
    assert not own.exists()
    assert store.restore(deleted) == "auth/sign-in"
    assert own.read_text() == STORED


def test_a_name_of_its_own_may_be_the_usual_one_of_before(
    store: CollectionStore, file: Path
) -> None:
    text = OWN.replace("own.", "login.")
    (store.root / "auth" / "login.toml").write_text(text)
    store.load()

    assert store.rename("auth/login", "Sign in") == "auth/sign-in"
    assert store.baseline("auth/sign-in", "login.baseline.toml") == STORED


def test_a_baseline_that_others_name_stays_for_them(own: Path, store: CollectionStore) -> None:
    (own.parent / "logout.toml").write_text(OWN)
    store.load()
    there = store.root / "own.baseline.toml"

    assert store.move("auth/login", "") == "login"
    assert own.read_text() == there.read_text() == STORED
    assert store.move("auth/logout", "") == "logout"  # the same is there already
    assert store.move("logout", "auth") == "auth/logout"

    deleted = store.delete("login")
    assert not there.exists()
    assert store.restore(deleted) == "login"
    assert there.read_text() == STORED


def test_another_baseline_of_this_name_stops_a_move(own: Path, store: CollectionStore) -> None:
    store.load()
    (store.root / "own.baseline.toml").write_text("status = 404\n")

    with pytest.raises(WorkbenchError, match="something of this name already"):
        store.move("auth/login", "")
    assert own.read_text() == STORED
    assert (own.parent / "login.toml").exists()


def test_a_request_whose_baseline_name_is_taken_gets_another_name(
    store: CollectionStore, file: Path
) -> None:
    (store.root / "login.baseline.toml").write_text("other")

    moved = store.move("auth/login", "")

    assert moved == "login-2"
    assert store.baseline(moved) == STORED
    assert (store.root / "login.baseline.toml").read_text() == "other"


def test_a_baseline_left_behind_does_not_become_that_of_a_new_request(
    store: CollectionStore,
) -> None:
    (store.root / "hello.baseline.toml").write_text(STORED)

    node = store.create("", RequestSpec(name="Hello"))

    assert node == "hello-2"
    assert store.baseline(node) is None
