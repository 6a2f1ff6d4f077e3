import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import Folder, NodeId, RequestSpec, SavedRequest, walk
from workbench.store.collection_store import CollectionStore

from .conftest import LOGIN

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


def test_saving_changes_the_lines_that_differ(store: CollectionStore) -> None:
    store.save("auth/login", replace(spec_of(store, "auth/login"), url="http://y"))

    text = (store.root / "auth/login.toml").read_text()
    assert text == LOGIN.replace("{{base_url}}/login", "http://y")


def test_saving_the_same_does_not_touch_the_file(store: CollectionStore) -> None:
    path = store.root / "auth/login.toml"
    os.utime(path, (1, 1))
    before = path.stat()

    store.save("auth/login", spec_of(store, "auth/login"))

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_saving_twice_is_fine(store: CollectionStore) -> None:
    spec = spec_of(store, "ping")

    store.save("ping", replace(spec, url="http://1"))
    store.save("ping", replace(spec, url="http://2"))

    assert spec_of(store, "ping").url == "http://2"


def test_a_change_on_disk_of_same_size_and_time_is_not_overwritten(store: CollectionStore) -> None:
    path = store.root / "ping.toml"
    status, old = path.stat(), path.read_text()
    path.write_text(old.replace("http://x", "http://z"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    with pytest.raises(WorkbenchError, match=r"shop/ping\.toml: the file has changed on disk"):
        store.save("ping", NEW)

    assert "http://z" in path.read_text()


def test_a_deleted_file_is_not_brought_back(store: CollectionStore) -> None:
    (store.root / "ping.toml").unlink()

    with pytest.raises(WorkbenchError, match="the file is gone"):
        store.save("ping", NEW)

    assert not (store.root / "ping.toml").exists()


def test_a_draft_of_older_content_is_refused(store: CollectionStore) -> None:
    base = store.base_hash("ping")
    store.save("ping", replace(spec_of(store, "ping"), url="http://newer"))

    with pytest.raises(WorkbenchError, match="changed on disk"):
        store.save("ping", NEW, base=base)

    store.save("ping", NEW, base=store.base_hash("ping"))


def test_a_broken_file_is_not_overwritten(store: CollectionStore) -> None:
    path = store.root / "ping.toml"
    path.write_text("<<<<<<< HEAD\n")
    store.load()

    with pytest.raises(WorkbenchError, match=r"ping.toml:1: merge conflict markers"):
        store.save("ping", NEW)
    with pytest.raises(WorkbenchError, match="merge conflict markers"):
        store.rename("ping", "Pong")

    assert path.read_text() == "<<<<<<< HEAD\n"


def test_a_request_is_saved_through_a_link_inside_the_collection(store: CollectionStore) -> None:
    link = store.root / "link.toml"
    link.symlink_to("auth/login.toml")
    store.load()

    store.save("link", replace(spec_of(store, "link"), url="http://y"))

    assert link.is_symlink()
    assert spec_of(store, "auth/login").url == "http://y"


def test_a_link_out_of_the_collection_is_not_written_through(
    store: CollectionStore, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("name = 'x'\n")
    (store.root / "link.toml").symlink_to(outside)
    store.load()

    with pytest.raises(WorkbenchError, match="outside of the collection"):
        store.save("link", NEW)

    assert outside.read_text() == "name = 'x'\n"


@pytest.mark.parametrize(
    "node", ["", "..", "../x", "a/../../x", "/etc/passwd", ".git/x", "auth/", "a\0b", "nothing"]
)
def test_an_id_leads_nowhere_but_into_the_collection(store: CollectionStore, node: str) -> None:
    with pytest.raises(WorkbenchError):
        store.save(node, NEW)
    with pytest.raises(WorkbenchError):
        store.delete(node)
    with pytest.raises(WorkbenchError):
        store.move(node, "auth")
    with pytest.raises(WorkbenchError):
        store.duplicate(node)
    if node:
        with pytest.raises(WorkbenchError):
            store.create(node, NEW)
        with pytest.raises(WorkbenchError):
            store.rename(node, "x")


def test_a_linked_folder_takes_no_requests(store: CollectionStore, tmp_path: Path) -> None:
    (store.root / "link").symlink_to(tmp_path)

    with pytest.raises(WorkbenchError, match="no such folder"):
        store.create("link", NEW)


def test_a_new_request_is_listed_where_the_list_is_complete(store: CollectionStore) -> None:
    assert store.create("", NEW) == "say-hello"
    assert store.create("", NEW) == "say-hello-2"
    assert store.create("auth", NEW) == "auth/say-hello"

    assert (
        'order = ["auth", "ping", "say-hello", "say-hello-2"]'
        in (store.root / "collection.toml").read_text()
    )
    assert '"login", # first\n]' in (store.root / "auth/folder.toml").read_text()
    assert spec_of(store, "say-hello") == NEW


def test_a_new_request_can_be_saved_at_once(store: CollectionStore) -> None:
    node = store.create("", NEW)

    store.save(node, replace(NEW, url="http://z"))

    assert spec_of(store, node).url == "http://z"


@pytest.mark.parametrize("name", ["Orders", "日本", "Größe & Maß", "../x", "con", "", "order"])
def test_folder_names_round_trip(store: CollectionStore, name: str) -> None:
    node = store.create_folder("auth", name)

    assert folder_of(store, node).name == (name or node.removeprefix("auth/"))
    assert (store.root / node).parent == store.root / "auth"


def test_renaming_a_request_changes_its_line_its_file_and_the_list(store: CollectionStore) -> None:
    assert store.rename("auth/login", "Sign in") == "auth/sign-in"

    text = (store.root / "auth/sign-in.toml").read_text()
    assert text == LOGIN.replace("Log in", "Sign in")
    assert '  "sign-in", # first' in (store.root / "auth/folder.toml").read_text()
    assert not (store.root / "auth/login.toml").exists()
    store.save("auth/sign-in", NEW)


def test_renaming_to_the_same_name_changes_nothing(store: CollectionStore) -> None:
    (store.root / "Odd Name.toml").write_text("name = 'x'\n")
    store.load()

    assert store.rename("Odd Name", "x") == "Odd Name"


def test_a_rename_never_takes_the_place_of_another(store: CollectionStore) -> None:
    assert store.rename("auth/logout", "Login") == "auth/login-2"
    assert store.rename("auth", "Ping") == "ping-2"


def test_a_rename_that_changes_case_alone_keeps_the_file(store: CollectionStore) -> None:
    assert store.rename("ping", "PING") == "ping"
    assert spec_of(store, "ping").name == "PING"


def test_a_rename_does_not_hide_a_change_on_disk(store: CollectionStore) -> None:
    (store.root / "ping.toml").write_text("name = 'other'\n")

    with pytest.raises(WorkbenchError, match="changed on disk"):
        store.rename("ping", "Pong")


def test_renaming_a_folder_moves_all_in_it(store: CollectionStore) -> None:
    assert store.rename("auth", "Sign on") == "sign-on"

    assert ids(store) == ["sign-on", "sign-on/login", "sign-on/logout", "ping"]
    assert folder_of(store, "sign-on").name == "Sign on"
    store.save("sign-on/login", NEW)


def test_renaming_the_collection_keeps_its_directory(store: CollectionStore) -> None:
    assert store.rename("", "Store") == ""

    assert store.load().name == "Store"
    assert "format = 1 # c\n" in (store.root / "collection.toml").read_text()


def test_a_copy_stands_behind_its_original_with_all_comments(store: CollectionStore) -> None:
    assert store.duplicate("auth/login") == "auth/log-in-copy"

    text = (store.root / "auth/log-in-copy.toml").read_text()
    assert text == LOGIN.replace("Log in", "Log in copy")
    assert ids(store)[:4] == ["auth", "auth/login", "auth/log-in-copy", "auth/logout"]


def test_a_folder_is_copied_with_all_in_it(store: CollectionStore) -> None:
    assert store.duplicate("auth") == "auth-copy"

    assert ids(store)[3:6] == ["auth-copy", "auth-copy/login", "auth-copy/logout"]
    assert folder_of(store, "auth-copy").name == "Auth copy"
    store.save("auth-copy/login", NEW)


def test_a_request_moves_to_another_folder(store: CollectionStore) -> None:
    assert store.move("ping", "auth", before="logout") == "auth/ping"

    assert ids(store) == ["auth", "auth/login", "auth/ping", "auth/logout"]
    store.save("auth/ping", NEW)


def test_a_move_inside_a_folder_changes_the_order_alone(store: CollectionStore) -> None:
    assert store.move("ping", "", before="auth") == "ping"
    assert ids(store)[0] == "ping"

    assert store.move("ping", "") == "ping"
    assert ids(store)[-1] == "ping"
    assert store.move("ping", "", before="ping") == "ping"


def test_a_move_into_an_unlisted_folder_needs_no_list(store: CollectionStore) -> None:
    store.create_folder("", "More")

    assert store.move("ping", "more") == "more/ping"

    assert folder_of(store, "more").order == ()
    assert "ping" not in (store.root / "collection.toml").read_text()


def test_a_move_never_takes_the_place_of_another(store: CollectionStore) -> None:
    (store.root / "LOGIN.toml").write_text("name = 'top'\n")
    store.load()

    assert store.move("LOGIN", "auth") == "auth/login-2"


def test_a_move_that_makes_no_sense_is_refused(store: CollectionStore) -> None:
    with pytest.raises(WorkbenchError, match="into itself"):
        store.move("auth", "auth")
    with pytest.raises(WorkbenchError, match="not in this folder"):
        store.move("ping", "auth", before="nothing")


def test_what_is_deleted_comes_back_byte_for_byte(store: CollectionStore) -> None:
    before = ids(store)
    path = store.root / "auth/login.toml"
    path.chmod(0o640)
    content = path.read_bytes()

    for node in ("auth/login", "auth", "ping"):
        deleted = store.delete(node)
        assert node not in ids(store)
        assert store.restore(deleted) == node

    assert ids(store) == before
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o640
    store.save("auth/login", NEW)


def test_what_was_deleted_comes_back_beside_its_successor(store: CollectionStore) -> None:
    deleted = store.delete("ping")
    store.create("", RequestSpec(name="Ping"))

    assert store.restore(deleted) == "ping-2"


def test_a_broken_request_can_be_deleted(store: CollectionStore) -> None:
    (store.root / "bad.toml").write_text("=")
    (store.root / "auth.toml").write_text("")
    store.load()

    store.restore(store.delete("bad"))
    store.delete("auth.toml")

    assert (store.root / "bad.toml").read_text() == "="
    assert not (store.root / "auth.toml").exists()
    assert (store.root / "auth").is_dir()


def test_a_broken_folder_file_stops_a_change_before_it_starts(store: CollectionStore) -> None:
    (store.root / "collection.toml").write_text("format = 1\norder = [\n")
    before = sorted(store.root.rglob("*"))

    for change in (
        lambda: store.create("", NEW),
        lambda: store.create_folder("", "x"),
        lambda: store.delete("ping"),
        lambda: store.move("ping", "auth"),
        lambda: store.duplicate("ping"),
    ):
        with pytest.raises(WorkbenchError, match=r"collection\.toml:2: not valid TOML"):
            change()

    assert sorted(store.root.rglob("*")) == before


def test_threads_take_turns(store: CollectionStore) -> None:
    threads = [
        threading.Thread(target=lambda: [store.create("", NEW) for _ in range(5)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(ids(store)) == 4 + 20


def test_files_that_a_killed_writer_left_are_removed(store: CollectionStore) -> None:
    stale = store.root / "auth" / ".login.toml.tmp-999999999"
    alive = store.root / "auth" / f".login.toml.tmp-{os.getpid()}"
    stale.touch()
    alive.touch()

    store.load()

    assert not stale.exists()
    assert alive.exists()
