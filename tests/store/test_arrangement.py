import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import RequestSpec
from workbench.store.collection_store import CollectionStore

from .asking import NEW, folder_of, ids, spec_of
from .conftest import LOGIN


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


def test_a_folder_comes_back_with_all_that_was_in_it(store: CollectionStore) -> None:
    folder = store.root / "auth"
    (folder / ".hidden").write_bytes(b"\xff")
    (folder / "notes.md").write_text("notes")
    (folder / "link.toml").symlink_to("login.toml")
    (folder / "deep").mkdir(mode=0o750)

    def everything() -> dict[str, object]:
        return {
            str(path.relative_to(folder)): (
                path.lstat().st_mode,
                path.readlink() if path.is_symlink() else path.is_file() and path.read_bytes(),
            )
            for path in folder.rglob("*")
        }

    before = everything()

    store.restore(store.delete("auth"))

    assert everything() == before
    assert len(before) == 7


def test_a_trash_that_cannot_be_made_keeps_what_was_to_be_deleted(root: Path) -> None:
    store = CollectionStore(root, trash=Path("/dev/null/trash"))
    store.load()

    with pytest.raises(WorkbenchError, match="cannot make the folder"):
        store.delete("auth")

    assert ids(store) == ["auth", "auth/login", "auth/logout", "ping"]


@pytest.fixture
def open_to_all(root: Path) -> Iterator[Path]:
    """The small collection at a place that every user can reach."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(shutil.copytree(root, Path(place) / "shop"))


def test_a_collection_that_may_only_be_read_is_usable_and_says_what_cannot_be_done(
    open_to_all: Path,
) -> None:
    root = open_to_all
    as_somebody = """
import os, sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.model import RequestSpec, requests
from workbench.store.collection_store import CollectionStore
root = Path(sys.argv[1])
if os.geteuid() == 0:  # root may do anything, so be somebody else
    os.seteuid(65534)
store = CollectionStore(root, trash=root.parent / "trash")
print(len(list(requests(store.load().root))))
store.poll(), store.poll()
for change in (
    lambda: store.save("ping", RequestSpec(name="x")),
    lambda: store.create("auth", RequestSpec(name="x")),
    lambda: store.create_folder("", "x"),
    lambda: store.rename("auth/login", "x"),
    lambda: store.move("ping", "auth"),
    lambda: store.duplicate("ping"),
    lambda: store.delete("ping"),
    lambda: store.save_baseline("ping", "x", old=None),
):
    try:
        change()
    except WorkbenchError as error:
        print(error.problems[0].what)
"""
    for path in (*root.rglob("*"), root):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (root.parent / "trash").mkdir()
    (root.parent / "trash").chmod(0o777)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}

    done = subprocess.run(
        [sys.executable, "-c", as_somebody, str(root)],
        capture_output=True,
        text=True,
        timeout=30,
    )

    for path in (root, *root.rglob("*")):
        path.chmod(0o755)
    lines = done.stdout.splitlines()
    assert lines[0] == "3", done.stderr
    assert len(lines) == 9
    assert all("ermission" in line for line in lines[1:]), lines
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
