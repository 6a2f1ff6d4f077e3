"""What is on disk is never overwritten by edits that were made from something else."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import RequestSpec
from workbench.store.clash import ClashError
from workbench.store.collection_store import CollectionStore
from workbench.store.files import content_hash

from .asking import spec_of
from .conftest import LOGIN


def test_a_clash_tells_all_three_texts(store: CollectionStore) -> None:
    spec = replace(spec_of(store, "auth/login"), url="http://ours")
    theirs = LOGIN.replace("*/*", "text/html")
    (store.root / "auth/login.toml").write_text(theirs)

    with pytest.raises(ClashError, match=r"login\.toml: the file has changed on disk") as caught:
        store.save("auth/login", spec)

    clash = caught.value
    assert (clash.node, clash.base, clash.theirs) == ("auth/login", LOGIN, theirs)
    assert clash.ours == LOGIN.replace("{{base_url}}/login", "http://ours")
    assert (store.root / "auth/login.toml").read_text() == theirs


def test_who_has_decided_saves_over_what_was_shown(store: CollectionStore) -> None:
    theirs = LOGIN.replace("*/*", "text/html")
    (store.root / "auth/login.toml").write_text(theirs)
    spec = replace(spec_of(store, "auth/login"), url="http://ours")

    store.save("auth/login", spec, base=content_hash(theirs.encode()))

    assert (store.root / "auth/login.toml").read_text() == theirs.replace(
        "{{base_url}}/login", "http://ours"
    )


def test_edits_made_before_a_refresh_clash_with_what_it_brought(store: CollectionStore) -> None:
    base = store.base_hash("auth/login")
    theirs = LOGIN.replace("*/*", "text/html")
    (store.root / "auth/login.toml").write_text(theirs)
    store.refresh()

    with pytest.raises(ClashError) as caught:
        store.save("auth/login", RequestSpec(name="Log in"), base=base)

    assert (caught.value.base, caught.value.theirs) == (LOGIN, theirs)


def test_a_draft_of_an_earlier_start_knows_its_base_if_it_was_kept(root: Path) -> None:
    (root / "auth/login.toml").write_text("name = 'newer'\n")
    store = CollectionStore(root)
    store.load()
    spec = RequestSpec(name="Log in")

    with pytest.raises(ClashError) as caught:
        store.save("auth/login", spec, base=content_hash(LOGIN.encode()))
    assert caught.value.base is None
    assert 'name = "Log in"' in caught.value.ours

    with pytest.raises(ClashError) as caught:
        store.save("auth/login", spec, base=store.remember(LOGIN))
    assert caught.value.base == LOGIN


def test_a_conflict_of_git_is_no_side_to_choose(store: CollectionStore) -> None:
    spec = spec_of(store, "ping")
    (store.root / "ping.toml").write_text("<<<<<<< ours\nname = 'x'\n=======\n>>>>>>> theirs\n")

    with pytest.raises(WorkbenchError, match=r"ping\.toml:1: merge conflict markers") as caught:
        store.save("ping", replace(spec, url="http://y"))

    assert not isinstance(caught.value, ClashError)
