import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import RequestSpec, Row, TextBody
from workbench.store.collection_store import CollectionStore
from workbench.store.drafts import Draft, Drafts

from .conftest import LOGIN

SPEC = RequestSpec(
    name="Log in",
    headers=(Row("a", "1"), Row("b", "2"), Row("a", "3", enabled=False)),
    body=TextBody("json", "{\n"),
    unsupported=("checks",),
)


@pytest.fixture
def drafts(root: Path, tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state" / "drafts", root, clock=lambda: 12.5)


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "state" / "drafts").glob("*/*"))


def test_a_draft_survives_the_program(
    drafts: Drafts, root: Path, tmp_path: Path, store: CollectionStore
) -> None:
    drafts.keep("auth/login", SPEC)
    drafts.keep("new", RequestSpec(url="http://x"))

    again = Drafts(tmp_path / "state" / "drafts", root)

    assert again.load() == {
        "auth/login": Draft(SPEC, store.base_hash("auth/login") or "", 12.5, LOGIN),
        "new": Draft(RequestSpec(url="http://x"), "", 12.5),
    }
    assert again.problems == ()


@pytest.mark.parametrize("unit", ["é", "1,\n"])
def test_what_no_collection_takes_is_kept_nevertheless(drafts: Drafts, unit: str) -> None:
    spec = RequestSpec(body=TextBody("json", unit * 3_000_000))
    drafts.keep("new", spec)
    drafts.keep("new", replace(spec, url="http://h/"))

    is_the_same = drafts.load()["new"].spec == replace(spec, url="http://h/")
    assert is_the_same
    assert drafts.problems == ()


def test_a_draft_tells_what_it_was_made_from(drafts: Drafts) -> None:
    drafts.keep("auth/login", SPEC, base_hash="abc")

    assert drafts.load()["auth/login"].base_hash == "abc"


def test_a_draft_keeps_what_it_was_made_from_when_the_file_changes(
    drafts: Drafts, root: Path, store: CollectionStore
) -> None:
    base = store.base_hash("auth/login") or ""
    drafts.keep("auth/login", SPEC, base_hash=base)
    (root / "auth" / "login.toml").write_text("name = 'pulled'\n")

    drafts.keep("auth/login", replace(SPEC, name="more"), base_hash=base)

    draft = drafts.load()["auth/login"]
    assert (draft.base_hash, draft.base_text) == (base, LOGIN)
    assert draft.spec.name == "more"


def test_a_base_that_was_never_seen_is_not_made_up(drafts: Drafts) -> None:
    drafts.keep("auth/login", SPEC, base_hash="abc")
    drafts.keep("auth/login", SPEC, base_hash="def")

    assert drafts.load()["auth/login"].base_text == ""


def test_a_draft_of_the_version_before_is_read(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("auth/login", SPEC)
    (file,) = files(tmp_path)
    stored = json.loads(file.read_bytes())
    del stored["base_text"]
    file.write_text(json.dumps(stored))

    assert drafts.load()["auth/login"].base_text == ""
    assert drafts.problems == ()


def test_the_last_edit_counts(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("auth/login", SPEC)
    drafts.keep("auth/login", RequestSpec(name="later"))

    assert drafts.load()["auth/login"].spec == RequestSpec(name="later")
    assert len(files(tmp_path)) == 1


def test_a_dropped_draft_is_gone(drafts: Drafts) -> None:
    drafts.keep("a", SPEC)

    drafts.drop("a")
    drafts.drop("a")

    assert drafts.load() == {}


def test_nobody_else_can_read_a_draft(drafts: Drafts, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        drafts.keep("a", SPEC)
    finally:
        os.umask(old)

    (file,) = files(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b"[" * 100_000,
     b'{"id": "a", "base_hash": "", "saved_at": 1, "unsupported": [], "request": "="}'],
    ids=lambda content: repr(content[:9]),
)  # fmt: skip
def test_a_corrupt_draft_costs_only_itself(drafts: Drafts, tmp_path: Path, content: bytes) -> None:
    drafts.keep("a", SPEC)
    (file,) = files(tmp_path)
    file.with_name("bad.json").write_bytes(content)

    assert list(drafts.load()) == ["a"]
    assert len(drafts.problems) == 1
    assert "bad.json" in drafts.problems[0].where
    assert file.with_name("bad.json").exists()


def test_collections_at_other_places_have_their_own_drafts(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("a", SPEC)

    assert Drafts(tmp_path / "state" / "drafts", tmp_path / "other").load() == {}


def test_any_file_name_can_have_a_draft(drafts: Drafts) -> None:
    drafts.keep("odd/\udcff", SPEC)

    assert list(drafts.load()) == ["odd/\udcff"]


def test_a_place_that_cannot_be_written_to_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")

    with pytest.raises(WorkbenchError, match="cannot make the folder"):
        Drafts(tmp_path / "state", root).keep("a", SPEC)
    assert Drafts(tmp_path / "state", root).load() == {}


def test_there_is_nothing_to_drop_where_no_draft_can_be_kept(tmp_path: Path) -> None:
    Drafts(Path("/dev/null/drafts"), tmp_path).drop("users")
