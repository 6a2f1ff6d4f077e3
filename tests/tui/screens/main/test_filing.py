import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.model import Broken, Collection, RequestSpec, SavedRequest, requests
from workbench.store.clash import ClashError
from workbench.store.collection_store import CollectionStore
from workbench.store.drafts import Drafts
from workbench.tui.screens.main.filing import Filing, Rebased

from ...shops import FILES, write_shop

pytestmark = pytest.mark.anyio


class Place:
    """A collection on disk, and its Filing as it is after a start."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = tmp_path / "shop"
        if not self.root.exists():
            write_shop(tmp_path)
        self.drafts = tmp_path / "drafts"
        self.filing = Filing(
            CollectionStore(self.root, tmp_path / "trash"), Drafts(self.drafts, self.root)
        )

    def text(self, node: str) -> str:
        return (self.root / f"{node}.toml").read_text()

    def change(self, node: str, old: str, new: str) -> None:
        """Change a file as git or another editor would."""
        path = self.root / f"{node}.toml"
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    async def edited(self, node: str, url: str) -> RequestSpec:
        """Begin an edit of a request and return it."""
        self.filing.begin_edit(node)
        return replace(saved(await self.filing.load(), node), url=url)


def saved(collection: Collection, node: str) -> RequestSpec:
    found = collection.find(node)
    assert isinstance(found, SavedRequest)
    return found.spec


@pytest.fixture
async def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    await found.filing.load()
    return found


async def test_saving_writes_over_what_the_edits_started_from_only(place: Place) -> None:
    spec = await place.edited("users", "http://mine/")
    place.change("users", "{{base_url}}", "http://theirs")
    await place.filing.load()  # what is loaded is not what the edits started from

    with pytest.raises(WorkbenchError, match="changed on disk"):
        await place.filing.save("users", spec)
    assert "http://mine/" not in place.text("users")

    rebased = (await place.filing.rebase({"users": spec}))["users"]
    assert rebased.spec.url == "http://mine/"
    assert [conflict.field for conflict in rebased.conflicts] == ["url"]
    with pytest.raises(ClashError) as caught:  # it is still to be asked about
        await place.filing.save("users", rebased.spec)
    await place.filing.resolve(caught.value, {"url": "ours"})
    assert "http://mine/" in place.text("users")


async def test_a_look_tells_what_has_changed_once_it_has_settled(place: Place) -> None:
    place.change("users", "GET", "PUT")
    looks = [await place.filing.poll() for _ in range(3)]

    (found,) = [look for look in looks if look is not None]
    assert found.changes.changed == ("users",)


async def test_only_files_that_changed_are_named_by_a_rebase(place: Place) -> None:
    place.filing.begin_edit("users")
    place.filing.begin_edit("slow")
    place.change("slow", "Slow", "Slower")
    await place.filing.load()

    drafts = {node: RequestSpec(url="http://mine/") for node in ("users", "slow", "auth/login")}
    found = await place.filing.rebase(drafts)
    assert list(found) == ["slow"]
    place.filing.rebased("slow", found["slow"])
    assert await place.filing.rebase(drafts) == {}


async def test_edits_that_begin_again_start_from_what_is_there_then(place: Place) -> None:
    place.filing.begin_edit("users")  # and is taken back at once
    place.change("users", "GET", "PUT")
    await place.filing.load()
    spec = await place.edited("users", "http://mine/")

    await place.filing.save("users", spec)
    assert "http://mine/" in place.text("users")


async def test_after_a_save_the_next_edits_start_from_it(place: Place) -> None:
    await place.filing.save("users", await place.edited("users", "http://one/"))
    await place.filing.save("users", await place.edited("users", "http://two/"))

    assert "http://two/" in place.text("users")


async def test_drafts_survive_with_what_they_started_from(place: Place, tmp_path: Path) -> None:
    spec = await place.edited("users", "http://mine/")
    await place.filing.keep_drafts({"users": spec})
    place.change("users", "{{base_url}}", "http://theirs")

    later = Place(tmp_path)
    await later.filing.load()
    drafts, unreadable = await later.filing.restore_drafts()
    assert {node: draft.spec for node, draft in drafts.items()} == {"users": spec}
    assert unreadable == ()
    with pytest.raises(WorkbenchError, match="changed on disk"):
        await later.filing.save("users", spec)


async def test_forgotten_and_saved_drafts_do_not_come_back(place: Place) -> None:
    for node in ("users", "slow"):
        await place.filing.keep_drafts({node: await place.edited(node, "http://mine/")})
    await place.filing.keep_drafts({"slow": None})
    await place.filing.save("users", await place.edited("users", "http://mine/"))

    assert (await place.filing.restore_drafts())[0] == {}


async def test_a_draft_that_cannot_be_read_is_told_and_left_alone(place: Place) -> None:
    await place.filing.keep_drafts({"users": await place.edited("users", "http://mine/")})
    (file,) = place.drafts.rglob("*.json")
    file.write_text("{")

    drafts, (problem,) = await place.filing.restore_drafts()
    assert drafts == {}
    assert problem.where == str(file)
    assert file.read_text() == "{"


async def test_a_draft_of_a_renamed_request_can_be_saved(place: Place) -> None:
    spec = await place.edited("users", "http://mine/")
    node = await place.filing.rename("users", "People")
    assert node == "people"

    await place.filing.save(node, replace(spec, name="People"))
    assert 'name = "People"' in place.text("people")
    assert "http://mine/" in place.text("people")


@pytest.mark.parametrize("rename", [True, False], ids=["rename", "move"])
async def test_a_new_place_does_not_hide_that_a_file_changed(place: Place, rename: bool) -> None:
    spec = await place.edited("auth/login", "http://mine/")
    place.change("auth/login", "{{base_url}}", "http://theirs")
    await place.filing.load()
    if rename:
        node = await place.filing.rename("auth", "Doors") + "/login"
    else:
        node = await place.filing.move("auth/login", "")

    with pytest.raises(WorkbenchError, match="changed on disk"):
        await place.filing.save(node, spec)
    assert "http://theirs" in place.text(node)


async def test_what_was_deleted_comes_back_in_its_place(place: Place) -> None:
    before = [child.id for child in (await place.filing.load()).root.children]
    deleted = [await place.filing.delete(node) for node in ("users", "auth", "slow")]
    assert [c.id for c in (await place.filing.load()).root.children] == ["broken"]

    back = [await place.filing.restore(each) for each in reversed(deleted)]
    assert back == ["slow", "auth", "users"]
    assert [child.id for child in (await place.filing.load()).root.children] == before
    assert place.text("users") == FILES["users.toml"]


async def test_what_cannot_be_brought_back_now_can_be_tried_again(place: Place) -> None:
    deleted = await place.filing.delete("auth/login")
    folder = place.root / "auth"
    folder.rename(place.root / "elsewhere")
    with pytest.raises(WorkbenchError):
        await place.filing.restore(deleted)

    (place.root / "elsewhere").rename(folder)
    assert await place.filing.restore(deleted) == "auth/login"


async def test_new_copied_and_moved_things_are_on_disk_under_the_returned_ids(
    place: Place,
) -> None:
    filing = place.filing
    folder = await filing.create_folder("auth", "Old doors")
    node = await filing.create(folder, RequestSpec(name="Knock", url="http://h/"))
    copy = await filing.duplicate(node)
    moved = await filing.move(copy, "", "slow")

    assert (folder, node) == ("auth/old-doors", "auth/old-doors/knock")
    collection = await filing.load()
    assert saved(collection, node).url == saved(collection, moved).url == "http://h/"
    children = [child.id for child in collection.root.children]
    assert children.index(moved) == children.index("slow") - 1
    assert isinstance(collection.find("broken"), Broken)


async def test_edits_of_an_earlier_start_know_what_they_were_made_from(place: Place) -> None:
    spec = await place.edited("users", "http://mine/")
    await place.filing.keep_drafts({"users": spec})
    place.change("users", "GET", "PUT")
    later = Place(place.root.parent).filing
    await later.load()

    await later.restore_drafts()
    saved = await later.save("users", spec)

    assert (saved.url, saved.method) == ("http://mine/", "PUT")


async def test_a_save_that_waited_does_not_overwrite_what_was_read_meanwhile(
    place: Place,
) -> None:
    spec = await place.edited("users", "http://mine/")
    place.change("users", "GET", "PUT")
    reading = asyncio.create_task(place.filing.reload())
    await asyncio.sleep(0)
    saving = asyncio.create_task(place.filing.save("users", spec))
    await reading
    found = Rebased(spec, (), place.filing._store.base_hash("users") or "")
    place.filing.rebased("users", found)  # later edits are made from what was read

    assert (await saving).method == "PUT"
    assert 'method = "PUT"' in place.text("users")
    assert "http://mine/" in place.text("users")


async def test_edits_made_during_a_save_start_from_what_was_saved(place: Place) -> None:
    spec = await place.edited("users", "http://mine/")
    await place.filing.save("users", spec)
    later = replace(spec, url="http://mine/too")
    place.change("users", "GET", "PUT")
    await place.filing.load()

    rebased = (await place.filing.rebase({"users": later}))["users"]
    assert (rebased.spec.url, rebased.spec.method) == ("http://mine/too", "PUT")
    assert rebased.conflicts == ()


async def test_edits_that_begin_after_others_ended_keep_what_they_start_from(
    place: Place,
) -> None:
    await place.edited("users", "http://mine/")  # and is taken back
    place.filing.begin_edit("users")
    await place.filing.keep_drafts({"users": None})  # which was asked for before
    place.change("users", "{{base_url}}", "http://theirs")
    await place.filing.load()

    spec = replace(saved(await place.filing.load(), "users"), url="http://mine/")
    assert (await place.filing.rebase({"users": spec}))["users"].conflicts != ()


async def test_edits_start_from_what_was_shown_not_from_what_was_read_since(
    place: Place,
) -> None:
    collection = await place.filing.load()
    place.change("users", "{{base_url}}", "http://theirs")
    place.filing._store.refresh()  # in its thread: not handed out yet
    place.filing.begin_edit("users")

    with pytest.raises(ClashError):
        await place.filing.save("users", replace(saved(collection, "users"), url="http://mine/"))


async def test_edits_follow_a_file_that_others_renamed(place: Place) -> None:
    spec = await place.edited("users", "http://mine/")
    (place.root / "users.toml").rename(place.root / "people.toml")
    assert (await place.filing.reload()).changes.renamed == (("users", "people"),)
    place.change("people", "GET", "PUT")
    await place.filing.load()

    assert (await place.filing.save("people", spec)).method == "PUT"


async def test_edits_are_kept_under_their_new_id_before_the_old_one_is_forgotten(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = await place.edited("users", "http://mine/")
    await place.filing.keep_drafts({"users": spec})

    def full(*_: object, **__: object) -> None:
        raise WorkbenchError(Problem("the disk is full"))

    monkeypatch.setattr(Drafts, "keep", full)
    with pytest.raises(WorkbenchError, match="full"):
        await place.filing.keep_drafts({"users": None, "people": spec})
    assert {n: d.spec for n, d in (await place.filing.restore_drafts())[0].items()} == {
        "users": spec
    }


class KilledError(BaseException):
    """The program is gone; nothing after it happens."""


def kill_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Callable[[], int]:
    """End the program at one of the steps that change a disk; returns what counts them."""
    count = 0

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def one(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count > step:
                raise KilledError
            return change(*arguments, **named)

        return one

    for name in ("replace", "link", "open", "write", "rename"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    for name in ("unlink", "replace", "rename"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    return lambda: count


@pytest.mark.parametrize("act", ["save", "create", "rename"])
async def test_whenever_the_program_is_killed_edits_are_in_a_file_or_kept(
    tmp_path: Path, act: str
) -> None:
    step = 0
    while True:
        place = Place(tmp_path / str(step))
        await place.filing.load()
        spec = await place.edited("users", "http://mine/")
        await place.filing.keep_drafts({"users": spec})
        with pytest.MonkeyPatch.context() as monkeypatch:
            steps = kill_at(monkeypatch, step)
            with suppress(KilledError):
                match act:
                    case "save":
                        await place.filing.save("users", spec)
                    case "create":
                        node = await place.filing.create("auth", spec)
                        await place.filing.keep_drafts({"users": None, node: None})
                    case _:
                        node = await place.filing.rename("users", "People")
                        await place.filing.keep_drafts({"users": None, node: spec})
            done = steps() <= step

        later = Place(tmp_path / str(step)).filing
        found = requests((await later.load()).root)
        drafts, unreadable = await later.restore_drafts()
        kept = [*(each.spec.url for each in found), *(draft.spec.url for draft in drafts.values())]
        assert "http://mine/" in kept, step
        assert unreadable == ()
        if done:
            return
        step += 1


async def test_reading_a_collection_clears_what_a_killed_program_left(place: Place) -> None:
    litter = place.root / ".users.toml.tmp-999999999"  # no process has this number
    litter.write_text("half of it")
    await place.filing.load()

    assert not litter.exists()
