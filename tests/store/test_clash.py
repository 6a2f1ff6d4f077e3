"""What is on disk is never overwritten by edits that were made from something else."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.merge_choices import Side
from workbench.model import RequestSpec, Row
from workbench.store.clash import ClashError
from workbench.store.collection_store import CollectionStore
from workbench.store.files import content_hash

from .asking import spec_of
from .conftest import LOGIN

URL = "{{base_url}}/login"
THEIRS = LOGIN.replace(URL, "http://theirs")


@pytest.fixture
def mine(store: CollectionStore) -> RequestSpec:
    """The request of auth/login with another URL and name, in front of what is on disk."""
    return replace(spec_of(store, "auth/login"), name="Sign in", url="http://mine")


def on_disk(store: CollectionStore) -> str:
    return (store.root / "auth/login.toml").read_text()


def change(store: CollectionStore, text: str) -> None:
    (store.root / "auth/login.toml").write_text(text)


def clash_of(store: CollectionStore, spec: RequestSpec, base: str | None = None) -> ClashError:
    """Save, which must clash and leave the file as it is."""
    before = on_disk(store)
    with pytest.raises(ClashError) as caught:
        store.save("auth/login", spec, base=base)
    assert on_disk(store) == before
    return caught.value


def test_changes_of_different_fields_are_merged(store: CollectionStore, mine: RequestSpec) -> None:
    change(store, LOGIN.replace("*/*", "text/html").replace("# How", "# Now how"))

    saved = store.save("auth/login", mine)

    assert saved == replace(mine, headers=(Row("Accept", "text/html"),))
    assert spec_of(store, "auth/login") == saved
    assert "# Now how" in on_disk(store)
    assert "# any" in on_disk(store)
    store.save("auth/login", replace(saved, url="http://again"))


def test_the_same_change_on_both_sides_is_no_clash(
    store: CollectionStore, mine: RequestSpec
) -> None:
    change(store, LOGIN.replace(URL, "http://mine"))

    assert store.save("auth/login", mine) == mine


def test_a_clash_tells_the_fields_and_all_three_texts(
    store: CollectionStore, mine: RequestSpec
) -> None:
    change(store, THEIRS)

    clash = clash_of(store, mine)

    assert [conflict.field for conflict in clash.conflicts] == ["url"]
    assert (clash.node, clash.base, clash.theirs) == ("auth/login", LOGIN, THEIRS)
    assert clash.ours == LOGIN.replace(URL, "http://mine").replace("Log in", "Sign in")
    assert str(clash) == (
        'shop/auth/login.toml: the file has changed on disk\nhint: both sides changed "url"'
    )


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_was_chosen_is_saved_with_all_that_is_not_in_question(
    store: CollectionStore, mine: RequestSpec, side: Side
) -> None:
    change(store, THEIRS.replace("*/*", "text/html"))
    clash = clash_of(store, mine)

    saved = store.resolve(clash, {"url": side})

    url = "http://mine" if side == "ours" else "http://theirs"
    assert saved == replace(mine, url=url, headers=(Row("Accept", "text/html"),))
    assert spec_of(store, "auth/login") == saved
    assert "# any" in on_disk(store)


def test_a_file_that_changes_while_a_side_is_chosen_is_not_overwritten(
    store: CollectionStore, mine: RequestSpec
) -> None:
    change(store, THEIRS)
    clash = clash_of(store, mine)
    change(store, THEIRS + "# later\n")

    with pytest.raises(WorkbenchError, match="changed on disk"):
        store.resolve(clash, {"url": "ours"})

    assert on_disk(store) == THEIRS + "# later\n"


def test_edits_made_before_a_refresh_clash_with_what_it_brought(
    store: CollectionStore, mine: RequestSpec
) -> None:
    base = store.base_hash("auth/login")
    change(store, THEIRS)
    store.refresh()

    clash = clash_of(store, mine, base)

    assert (clash.base, clash.theirs) == (LOGIN, THEIRS)


def test_a_draft_of_an_earlier_start_is_merged_if_its_base_was_kept(
    root: Path, mine: RequestSpec
) -> None:
    newer = LOGIN.replace("*/*", "text/html")
    (root / "auth/login.toml").write_text(newer)
    store = CollectionStore(root)
    store.load()

    clash = clash_of(store, mine, content_hash(LOGIN.encode()))
    assert (clash.base, clash.theirs) == (None, newer)
    assert {conflict.field for conflict in clash.conflicts} >= {"name", "url"}

    saved = store.save("auth/login", mine, base=store.remember(LOGIN))
    assert saved == replace(mine, headers=(Row("Accept", "text/html"),))


def test_a_conflict_of_git_is_no_side_to_choose(store: CollectionStore, mine: RequestSpec) -> None:
    change(store, "<<<<<<< ours\nname = 'x'\n=======\n>>>>>>> theirs\n")

    with pytest.raises(WorkbenchError, match=r"login\.toml:1: merge conflict markers") as caught:
        store.save("auth/login", mine)

    assert not isinstance(caught.value, ClashError)


def test_edits_under_way_take_in_what_a_refresh_brought(
    store: CollectionStore, mine: RequestSpec
) -> None:
    base = store.base_hash("auth/login") or ""
    change(store, THEIRS.replace("*/*", "text/html"))
    store.refresh()

    merged, conflicts = store.rebase("auth/login", mine, base=base)

    assert merged == replace(mine, headers=(Row("Accept", "text/html"),))
    assert [(it.field, it.ours, it.theirs) for it in conflicts] == [
        ("url", '"http://mine"', '"http://theirs"')
    ]
    assert on_disk(store) == THEIRS.replace("*/*", "text/html")
    assert store.save("auth/login", merged) == merged


def test_edits_have_nothing_to_be_on_top_of_once_the_file_is_gone(
    store: CollectionStore, mine: RequestSpec
) -> None:
    base = store.base_hash("auth/login") or ""
    (store.root / "auth/login.toml").unlink()
    store.refresh()

    with pytest.raises(WorkbenchError, match="has not been loaded"):
        store.rebase("auth/login", mine, base=base)
