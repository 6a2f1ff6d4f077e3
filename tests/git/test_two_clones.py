"""Two people work on one collection through git, and one of them has it open meanwhile."""

import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import Broken, NodeId, RequestSpec, SavedRequest, requests
from workbench.store.changes import Changes
from workbench.store.clash import ClashError
from workbench.store.collection_store import CollectionStore
from workbench.store.new_collection import create_collection, init_collection

from .repository import Clone, origin_of

LOGIN = '# How to log in.\nname = "Log in"\nmethod = "GET"\nurl = "http://x/login"\n'


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Clone, Clone]:
    """Two clones of one collection."""
    root = tmp_path / "shop"
    create_collection(root, "Shop")
    (root / "auth").mkdir()
    (root / "auth" / "login.toml").write_text(LOGIN)
    (root / "auth" / "logout.toml").write_text('name = "Log out"\nurl = "http://x/logout"\n')
    (root / "ping.toml").write_text('name = "Ping"\nurl = "http://x/ping"\n')
    origin = origin_of(root)
    return Clone.of(origin, tmp_path / "ada"), Clone.of(origin, tmp_path / "ben")


def opened(clone: Clone) -> CollectionStore:
    """Open a clone's collection, as a program does that stays open."""
    store = CollectionStore(clone.root, trash=clone.root.with_name("trash"))
    store.load()
    assert changes_of(store) is None
    return store


def changes_of(store: CollectionStore) -> Changes | None:
    """Return what the next polls tell once it has settled."""
    store.poll()
    found = store.poll()
    return found.changes if found else None


def change(store: CollectionStore, node: NodeId, edit: Callable[[RequestSpec], RequestSpec]) -> str:
    """Edit a request and return the hash that its edits were made from."""
    found = store.load().find(node)
    assert isinstance(found, SavedRequest)
    base = store.base_hash(node)
    store.save(node, edit(found.spec))
    return base or ""


def test_a_pull_brings_exactly_the_changes_of_the_other(clones: tuple[Clone, Clone]) -> None:
    ada, ben = clones
    mine, theirs = opened(ada), opened(ben)
    change(theirs, "auth/login", lambda spec: replace(spec, url="http://x/sign-in"))
    theirs.create("auth", RequestSpec(name="Who am I", url="http://x/me"))
    theirs.delete("ping")
    theirs.rename("auth/logout", "Sign out")
    ben.commit("Work on it")
    ben.git("push", "-q")

    ada.git("pull", "-q")

    assert changes_of(mine) == Changes(
        added=("auth/who-am-i",),
        changed=("auth/login", "auth/sign-out"),
        removed=("ping",),
        renamed=(("auth/logout", "auth/sign-out"),),
    )
    assert changes_of(mine) is None


def test_both_edit_on_branches_and_git_merges_what_lies_apart(
    clones: tuple[Clone, Clone],
) -> None:
    ada, ben = clones
    mine, theirs = opened(ada), opened(ben)
    ada.git("switch", "-qc", "mine")
    change(mine, "auth/login", lambda spec: replace(spec, name="Sign in"))
    ada.commit("Rename it")
    change(theirs, "ping", lambda spec: replace(spec, url="http://y/ping"))
    ben.commit("Move the host")
    ben.git("push", "-q")
    assert changes_of(mine) == Changes()

    ada.git("fetch", "-q")
    ada.git("merge", "-q", "-m", "Merge", "origin/main")

    assert changes_of(mine) == Changes(changed=("ping",))
    text = (ada.root / "auth" / "login.toml").read_text()
    assert text == LOGIN.replace("Log in", "Sign in")


def test_edits_under_way_when_a_pull_comes_are_not_lost_and_lose_nothing(
    clones: tuple[Clone, Clone],
) -> None:
    ada, ben = clones
    mine, theirs = opened(ada), opened(ben)
    base = mine.base_hash("auth/login")
    change(theirs, "auth/login", lambda spec: replace(spec, url="http://x/sign-in"))
    ben.commit("Move it")
    ben.git("push", "-q")
    ada.git("pull", "-q")
    assert changes_of(mine) == Changes(changed=("auth/login",))
    pulled = (ada.root / "auth" / "login.toml").read_text()

    with pytest.raises(ClashError) as caught:
        mine.save("auth/login", RequestSpec(name="Log in", url="http://mine"), base=base)

    assert (caught.value.base, caught.value.theirs) == (LOGIN, pulled)
    assert 'url = "http://mine"' in caught.value.ours
    assert [conflict.field for conflict in caught.value.conflicts] == ["url"]
    assert (ada.root / "auth" / "login.toml").read_text() == pulled


def test_a_conflict_breaks_one_request_until_it_is_resolved(clones: tuple[Clone, Clone]) -> None:
    ada, ben = clones
    mine, theirs = opened(ada), opened(ben)
    change(mine, "auth/login", lambda spec: replace(spec, url="http://mine"))
    ada.commit("Mine")
    change(theirs, "auth/login", lambda spec: replace(spec, url="http://theirs"))
    ben.commit("Theirs")
    ben.git("push", "-q")
    assert changes_of(mine) == Changes()

    ada.git("pull", "-q", "--no-rebase", fails=True)

    mine.poll()
    found = mine.poll()
    assert found is not None
    assert found.changes == Changes(changed=("auth/login",))
    broken = found.collection.find("auth/login")
    assert isinstance(broken, Broken)
    assert broken.problem.what == "merge conflict markers"
    assert [r.id for r in requests(found.collection.root)] == ["auth/logout", "ping"]
    with pytest.raises(WorkbenchError, match="merge conflict markers"):
        mine.save("auth/login", RequestSpec(name="x"))

    ada.git("checkout", "--theirs", "auth/login.toml")
    assert changes_of(mine) == Changes(changed=("auth/login",))
    resolved = mine.load().find("auth/login")
    assert isinstance(resolved, SavedRequest)
    assert resolved.spec.url == "http://theirs"


@pytest.mark.parametrize("back", [True, False])
def test_switching_branches_shows_the_requests_of_the_branch(
    clones: tuple[Clone, Clone], back: bool
) -> None:
    ada, _ = clones
    store = opened(ada)
    ada.git("switch", "-qc", "other")
    ada.git("mv", "auth/login.toml", "sign-in.toml")
    ada.git("rm", "-q", "ping.toml")
    ada.commit("Move things")

    found = changes_of(store)
    assert found == Changes(removed=("ping",), renamed=(("auth/login", "sign-in"),))

    if back:
        ada.git("switch", "-q", "main")
        found = changes_of(store)
        assert found == Changes(added=("ping",), renamed=(("sign-in", "auth/login"),))


def test_stashed_changes_go_and_come_back(clones: tuple[Clone, Clone]) -> None:
    ada, _ = clones
    store = opened(ada)
    change(store, "ping", lambda spec: replace(spec, url="http://mine"))
    assert changes_of(store) is not None

    for words in (("stash", "-q"), ("stash", "pop", "-q")):
        ada.git(*words)
        assert changes_of(store) == Changes(changed=("ping",))


def test_git_merges_by_field_after_what_the_readme_of_a_new_collection_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = Path(sys.executable).parent  # where the `workbench` command is
    monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}{os.environ['PATH']}")
    root = tmp_path / "shop"
    init_collection(root, "Shop")
    (root / "login.toml").write_text(LOGIN)
    origin = origin_of(root)
    ada, ben = (Clone.of(origin, tmp_path / name) for name in ("ada", "ben"))
    lines = [line.strip() for line in (ada.root / "README.md").read_text().splitlines()]
    for words in [shlex.split(line) for line in lines if line.startswith("git config")]:
        ada.git(*words[1:])
    mine, theirs = opened(ada), opened(ben)
    change(mine, "login", lambda spec: replace(spec, method="POST"))
    ada.commit("Post it")
    change(theirs, "login", lambda spec: replace(spec, url="http://x/sign-in"))
    ben.commit("Move it")
    ben.git("push", "-q")
    changes_of(mine)

    ada.git("pull", "-q", "--no-rebase", "--no-edit")

    assert changes_of(mine) == Changes(changed=("login",))
    expected = LOGIN.replace("GET", "POST").replace("/login", "/sign-in")
    assert (ada.root / "login.toml").read_text() == expected
    assert ada.git("status", "--porcelain") == ""
